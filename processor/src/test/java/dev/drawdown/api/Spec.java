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
final class Spec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    Spec() {
        try {
            document = new ObjectMapper(new YAMLFactory()).readTree(SpecRoute.spec());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** Returns what is at the end of a reference; what is none is returned as it is. */
    JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? document.at(reference.textValue().substring(1)) : node;
    }

    /** Returns the operation that a call is. */
    JsonNode operation(String method, String path) {
        String plain = path.split("\\?", 2)[0];
        for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
            String pattern = each.getKey().replaceAll("\\{[a-z_]+}", "[^/]+");
            JsonNode operation = each.getValue().path(method.toLowerCase(Locale.ROOT));
            if (Pattern.matches(pattern, plain) && !operation.isMissingNode()) {
                return operation;
            }
        }
        throw new AssertionError("Expected %s %s in openapi.yaml, but it is not there".formatted(method, path));
    }

    /** Fails where a call that was made, or its answer, is not as the spec says. */
    void hold(String method, String path, @Nullable String body, HttpResponse<String> answer) {
        JsonNode operation = operation(method, path);
        JsonNode response = resolve(operation.path("responses").path(Integer.toString(answer.statusCode())));
        assertThat(response.isObject())
                .as("%d of %s %s in openapi.yaml: %s", answer.statusCode(), method, path, answer.body())
                .isTrue();
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        JsonNode content = response.path("content").path(type);
        assertThat(content.isObject())
                .as("%s of %d of %s %s in openapi.yaml", type, answer.statusCode(), method, path)
                .isTrue();
        if (type.endsWith("json")) {
            assertThat(problems(content.path("schema"), read(answer.body())))
                    .as("%d of %s %s: %s", answer.statusCode(), method, path, answer.body())
                    .isEmpty();
        }
        JsonNode schema = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        // A batch with an event that is refused by itself is answered like any other.
        boolean isTaken = answer.statusCode() / 100 == 2
                && read(answer.body()).path("refused").asInt() == 0;
        if (isTaken && body != null && schema.isObject()) {
            assertThat(problems(schema, read(body)))
                    .as("body of %s %s: %s", method, path, body)
                    .isEmpty();
        }
    }

    /** Returns what is wrong with a value, by a schema out of the document. */
    Set<ValidationMessage> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return schemas.getSchema(whole).validate(value);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
