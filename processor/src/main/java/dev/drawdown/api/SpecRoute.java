package dev.drawdown.api;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code /openapi.yaml}: what the API is, for whoever writes a client. It holds no data, so it asks for no token. */
final class SpecRoute {
    static final String RESOURCE = "/openapi.yaml";

    private SpecRoute() {}

    static void addTo(RoutesConfig routes) {
        String spec = spec();
        routes.get("/openapi.yaml", context -> context.result(spec).contentType("application/yaml; charset=utf-8"));
    }

    static String spec() {
        try (InputStream in = SpecRoute.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + RESOURCE + " beside the classes, but it is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
