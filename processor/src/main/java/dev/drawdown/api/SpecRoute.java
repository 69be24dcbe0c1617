package dev.drawdown.api;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code /openapi.yaml}, and {@code /docs} for people: what the API is, for whoever writes a client. They hold no data, so
 * they ask for no token.
 */
final class SpecRoute {
    private static final String RESOURCE = "/openapi.yaml";
    private static final String PAGE = "/openapi.html";
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private SpecRoute() {}

    static void addTo(RoutesConfig routes) {
        String spec = spec();
        String page = resource(PAGE);
        routes.get("/openapi.yaml", context -> context.result(spec).contentType("application/yaml; charset=utf-8"));
        routes.get(
                "/docs",
                context -> context.result(page)
                        .contentType("text/html; charset=utf-8")
                        .header("Content-Security-Policy", PAGE_POLICY));
    }

    static String spec() {
        return resource(RESOURCE);
    }

    private static String resource(String name) {
        try (InputStream in = SpecRoute.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + name + " beside the classes, but it is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
