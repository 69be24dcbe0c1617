package dev.drawdown.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.drawdown.embedded.http.PathPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request and writes its answer, or the refusal, as JSON. */
final class RestRouter implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(RestRouter.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int BODY_LIMIT_BYTES = 8 << 20;

    /** What answers the requests of one method and path; the answer is anything that Jackson writes. */
    interface Route {
        Object answer(RestRequest request);
    }

    private record Entry(String method, PathPattern path, Route route) {}

    private final List<Entry> entries = new ArrayList<>();

    RestRouter add(String method, String path, Route route) {
        entries.add(new Entry(method, new PathPattern(path), route));
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = answer(exchange);
            } catch (RegistryRefusal refusal) {
                status = refusal.status();
                answer = Map.of("error_code", refusal.code(), "message", refusal.text());
            } catch (RuntimeException bug) {
                log.error("Could not answer {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), bug);
                status = 500;
                answer = Map.of("error_code", 50001, "message", "Error in the backend data store");
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            boolean bodiless = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
            if (!bodiless) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Object answer(HttpExchange exchange) throws IOException {
        JsonNode body = body(exchange);
        String method = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
        List<String> path = RestRequest.split(exchange.getRequestURI().getRawPath());
        Map<String, String> query = RestRequest.query(exchange.getRequestURI().getRawQuery());
        boolean pathKnown = false;
        for (Entry entry : entries) {
            Map<String, String> parameters = entry.path().match(path);
            if (parameters != null && entry.method().equals(method)) {
                return entry.route().answer(new RestRequest(parameters, query, body));
            }
            pathKnown |= parameters != null;
        }
        throw pathKnown ? RegistryRefusal.methodNotAllowed() : RegistryRefusal.notFound();
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES + 1);
        if (bytes.length > BODY_LIMIT_BYTES) {
            throw RegistryRefusal.bodyTooLarge(BODY_LIMIT_BYTES);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode body = JSON.readTree(text);
            if (!body.isObject()) {
                throw RegistryRefusal.malformedBody("it is " + body.getNodeType());
            }
            return body;
        } catch (JsonProcessingException failure) {
            throw RegistryRefusal.malformedBody(failure.getOriginalMessage());
        }
    }
}
