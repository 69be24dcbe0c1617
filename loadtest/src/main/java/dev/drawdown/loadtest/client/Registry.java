package dev.drawdown.loadtest.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.loadtest.audit.WriterSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A schema registry, spoken to over Confluent's REST API and nothing but that. */
public final class Registry implements WriterSchemas, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Optional<Schema>> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    public Registry(String url) {
        this.url = url;
    }

    @Override
    public @Nullable Schema find(int id) {
        return schemas.computeIfAbsent(id, this::fetch).orElse(null);
    }

    private Optional<Schema> fetch(int id) {
        JsonNode answer = send(request("/schemas/ids/" + id).GET().build());
        return answer == null
                ? Optional.empty()
                : Optional.of(new Schema.Parser().parse(answer.get("schema").asText()));
    }

    /** The id of a schema under a subject, registered if need be. */
    public int id(String subject, Schema schema) {
        return ids.computeIfAbsent(subject + " " + schema.getFullName(), key -> register(subject, schema));
    }

    private int register(String subject, Schema schema) {
        String body = json.createObjectNode().put("schema", schema.toString()).toString();
        JsonNode answer = send(request("/subjects/" + subject + "/versions")
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer == null) {
            throw new IllegalStateException("Expected an id for " + subject + ", but the registry does not know how");
        }
        return answer.get("id").asInt();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private @Nullable JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == NOT_FOUND) {
                return null;
            }
            if (response.statusCode() != OK) {
                throw new IllegalStateException("Expected 200 from " + request.uri() + ", but it is "
                        + response.statusCode() + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the registry", interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
