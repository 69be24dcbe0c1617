package dev.drawdown.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A client that knows only HTTP, so that what it sees is what any client sees. */
final class RegistryProbe implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    RegistryProbe(String url) {
        this.url = url;
    }

    record Answer(int status, String contentType, JsonNode body) {
        int errorCode() {
            return body.path("error_code").asInt();
        }

        String message() {
            return body.path("message").asText();
        }
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer delete(String path) {
        return call("DELETE", path, "");
    }

    Answer post(String path, Map<String, ?> body) {
        return call("POST", path, text(body));
    }

    Answer put(String path, Map<String, ?> body) {
        return call("PUT", path, text(body));
    }

    /** Registers a schema and returns its id. */
    int register(String subject, String schema) {
        Answer answer = post("/subjects/" + subject + "/versions", Map.of("schema", schema));
        if (answer.status() != 200) {
            throw new AssertionError("Expected " + subject + " to take the schema, but " + answer);
        }
        return answer.body().path("id").asInt();
    }

    Answer call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", CONTENT_TYPE)
                .header("Accept", CONTENT_TYPE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    JSON.readTree(response.body()));
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError("Expected an answer to %s %s, but none came".formatted(method, path), failure);
        }
    }

    private static String text(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("Expected a body that is JSON", failure);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
