package dev.drawdown.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code openapi.yaml} as a client knows it, which requests and answers are held against. */
public final class Spec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    /** An answer to a call. */
    public record Answer(int status, String contentType, String body) {
        static Answer of(HttpResponse<String> answer) {
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        }
    }

    Spec() {
        this(SpecRoute.spec());
    }

    /** The document in the text of a file. */
    public Spec(String yaml) {
        try {
            document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    /** Returns what is at the end of a reference; what is none is returned as it is. */
    public JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? document.at(reference.textValue().substring(1)) : node;
    }

    /** Returns the operation that a call is. */
    JsonNode operation(String method, String path) {
        String plain = path.split("\\?", 2)[0];
        for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
            // An input's id may have slashes in it.
            String pattern = each.getKey().replace("{input_id}", ".+").replaceAll("\\{[a-z_]+}", "[^/]+");
            JsonNode operation = each.getValue().path(method.toLowerCase(Locale.ROOT));
            if (Pattern.matches(pattern, plain) && !operation.isMissingNode()) {
                return operation;
            }
        }
        throw new AssertionError("Expected %s %s in openapi.yaml, but it is not there".formatted(method, path));
    }

    /** Fails where a call that was made, or its answer, is not as the spec says. */
    void hold(String method, String path, @Nullable String body, HttpResponse<String> answer) {
        hold(method, path, body, Answer.of(answer));
    }

    /** Fails where a call that was made, or its answer, is not as the spec says. */
    public void hold(String method, String path, @Nullable String body, Answer answer) {
        JsonNode operation = operation(method, path);
        JsonNode response = resolve(operation.path("responses").path(Integer.toString(answer.status())));
        assertThat(response.isObject())
                .as("%d of %s %s in openapi.yaml: %s", answer.status(), method, path, answer.body())
                .isTrue();
        holdBody(response, "%d of %s %s".formatted(answer.status(), method, path), answer);
        JsonNode schema = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        // A batch with an event that is refused by itself is answered like any other.
        boolean isTaken = answer.status() / 100 == 2
                && body != null
                && read(answer.body()).path("refused").asInt() == 0;
        if (isTaken && schema.isObject()) {
            assertThat(problems(schema, read(String.valueOf(body))))
                    .as("body of %s %s: %s", method, path, body)
                    .isEmpty();
        }
    }

    private void holdBody(JsonNode response, String which, Answer answer) {
        JsonNode contents = response.path("content");
        if (contents.isMissingNode()) {
            assertThat(answer.body())
                    .as("%s has nothing to say in openapi.yaml", which)
                    .isEmpty();
            return;
        }
        String type = answer.contentType().split(";", 2)[0];
        JsonNode schema = contents.path(type).path("schema");
        assertThat(schema.isObject())
                .as("%s of %s in openapi.yaml", type, which)
                .isTrue();
        if (type.endsWith("json")) {
            assertThat(problems(schema, read(answer.body())))
                    .as("%s: %s", which, answer.body())
                    .isEmpty();
        } else if (type.equals("text/event-stream")) {
            holdEvents(schema, which, answer.body());
        }
    }

    /** Each kind of event has a schema of its own, named by the document. */
    private void holdEvents(JsonNode schema, String which, String events) {
        String name = "";
        for (String line : events.split("\n", -1)) {
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                JsonNode data = schema.path("x-events").path(name);
                assertThat(data.isObject())
                        .as("event %s of %s in openapi.yaml", name, which)
                        .isTrue();
                assertThat(problems(data, read(line.substring("data: ".length()))))
                        .as("event %s of %s: %s", name, which, line)
                        .isEmpty();
            }
        }
    }

    /** Returns what is wrong with a value, by a schema out of the document. */
    Set<ValidationMessage> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return schemas.getSchema(whole).validate(value);
    }

    /** Reads JSON. */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
