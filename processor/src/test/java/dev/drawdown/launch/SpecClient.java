package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.api.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that knows where an installation is, a token, and what its {@code openapi.yaml} says, and nothing else: calls are made
 * of the examples there, and of what links say that answers bring. Every answer is held against the document.
 */
final class SpecClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Of what has no end a client has seen enough after so many events. */
    private static final int EVENTS = 1;

    private final URI server;
    private final String token;
    private final Spec spec;
    private final Map<String, String> learned = new HashMap<>();
    private final Set<Operation> reached = new LinkedHashSet<>();
    private final Set<Operation> succeeded = new LinkedHashSet<>();

    /** Something that can be asked for. */
    record Operation(String method, String path, JsonNode json) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    SpecClient(URI server, String token) throws IOException, InterruptedException {
        this.server = server;
        this.token = token;
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/openapi.yaml")).build();
        spec = new Spec(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Returns all that the document describes, in its order. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        spec.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    Set<Operation> reached() {
        return reached;
    }

    Set<Operation> succeeded() {
        return succeeded;
    }

    /** Calls all operations, and again those that did not succeed, as long as others did meanwhile that they may need. */
    void walk() throws IOException, InterruptedException {
        int before;
        do {
            before = succeeded.size();
            for (Operation operation : operations()) {
                if (!succeeded.contains(operation)) {
                    call(operation);
                }
            }
        } while (succeeded.size() > before);
    }

    private void call(Operation operation) throws IOException, InterruptedException {
        boolean isSuccess = true;
        for (JsonNode body : bodies(operation)) {
            Spec.Answer answer = send(operation, null, body, true);
            learn(operation, answer);
            isSuccess &= answer.status() / 100 == 2;
        }
        for (JsonNode parameter : parameters(operation)) {
            if (isQuery(parameter) && !isRequired(parameter) && valueOf(operation, parameter) != null) {
                isSuccess &= send(operation, parameter, null, true).status() / 100 == 2;
            }
        }
        reached.add(operation);
        if (isSuccess) {
            succeeded.add(operation);
        }
    }

    /** Whether the document says what a call is made of, so that one can succeed. */
    boolean canSucceed(Operation operation) {
        return parameters(operation).stream()
                .allMatch(parameter -> !isRequired(parameter) || valueOf(operation, parameter) != null);
    }

    /** Returns the status of a call without a token. */
    int callAsNobody(Operation operation) throws IOException, InterruptedException {
        return send(operation, null, bodies(operation).getFirst(), false).status();
    }

    boolean needsToken(Operation operation) {
        return !operation.json().has("security");
    }

    /** Returns the status of a call whose body has a field that the document does not know; -1 where it has no body. */
    int callWithUnknownField(Operation operation) throws IOException, InterruptedException {
        if (!(bodies(operation).getFirst() instanceof ObjectNode body)) {
            return -1;
        }
        return send(operation, null, body.deepCopy().put("no_such_field", 1), true)
                .status();
    }

    /** Returns the bodies that the document has as examples, or nothing where a call has none. */
    private List<JsonNode> bodies(Operation operation) {
        JsonNode content = operation.json().path("requestBody").path("content").path("application/json");
        if (content.has("examples")) {
            return content.path("examples")
                    .valueStream()
                    .map(example -> example.path("value"))
                    .toList();
        }
        return List.of(content.has("example") ? content.path("example") : JsonNodeFactory.instance.missingNode());
    }

    private List<JsonNode> parameters(Operation operation) {
        return operation
                .json()
                .path("parameters")
                .valueStream()
                .map(spec::resolve)
                .toList();
    }

    private static boolean isQuery(JsonNode parameter) {
        return parameter.path("in").asText().equals("query");
    }

    private static boolean isRequired(JsonNode parameter) {
        return parameter.path("required").asBoolean();
    }

    /** Returns what a link has brought, or else what the document says itself; null where it says nothing. */
    private @Nullable String valueOf(Operation operation, JsonNode parameter) {
        String brought = learned.get(operation + " " + parameter.path("name").asText());
        if (brought != null) {
            return brought;
        }
        JsonNode schema = parameter.path("schema");
        for (JsonNode said : List.of(
                parameter.path("example"),
                schema.path("default"),
                schema.path("enum").path(0))) {
            if (!said.isMissingNode()) {
                return said.asText();
            }
        }
        return null;
    }

    /** Keeps what an answer brings for other operations. */
    private void learn(Operation operation, Spec.Answer answer) throws IOException {
        JsonNode response = spec.resolve(operation.json().path("responses").path(Integer.toString(answer.status())));
        for (JsonNode link : response.path("links")) {
            String reference = link.path("operationRef").asText().substring("#/paths/".length());
            int slash = reference.lastIndexOf('/');
            String path = reference.substring(0, slash).replace("~1", "/").replace("~0", "~");
            String method = reference.substring(slash + 1).toUpperCase(Locale.ROOT);
            for (Map.Entry<String, JsonNode> parameter : link.path("parameters").properties()) {
                String pointer = parameter.getValue().asText().substring("$response.body#".length());
                JsonNode value = Spec.read(answer.body()).at(pointer);
                if (!value.isMissingNode()) {
                    learned.put(method + " " + path + " " + parameter.getKey(), value.asText());
                }
            }
        }
    }

    /** Makes a call of what is required, and of one thing that is not. */
    private Spec.Answer send(
            Operation operation, @Nullable JsonNode optional, @Nullable JsonNode body, boolean asSomebody)
            throws IOException, InterruptedException {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        Map<String, String> headers = new HashMap<>();
        for (JsonNode parameter : parameters(operation)) {
            if (isRequired(parameter) || parameter.equals(optional)) {
                String name = parameter.path("name").asText();
                String known = valueOf(operation, parameter);
                String value = known == null ? "unknown" : known;
                switch (parameter.path("in").asText()) {
                    case "path" -> path = path.replace("{" + name + "}", encoded(value));
                    case "query" -> query.add(name + "=" + encoded(value));
                    default -> headers.put(name, value);
                }
            }
        }
        String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(target));
        headers.forEach(request::header);
        if (asSomebody) {
            request.header("Authorization", "Bearer " + token);
        }
        String text = body == null || body.isMissingNode() ? null : body.toString();
        if (text != null) {
            request.header("Content-Type", "application/json");
        }
        request.method(operation.method(), text == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
        Spec.Answer answer = answerTo(request.build());
        assertThat(answer.status()).as("%s: %s", operation, answer.body()).isLessThan(500);
        spec.hold(operation.method(), path, text, answer);
        return answer;
    }

    private static Spec.Answer answerTo(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
        String type = answer.headers().firstValue("Content-Type").orElse("");
        try (InputStream body = answer.body()) {
            byte[] bytes = type.startsWith("text/event-stream") ? firstEvents(body) : body.readAllBytes();
            return new Spec.Answer(answer.statusCode(), type, new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static byte[] firstEvents(InputStream body) throws IOException {
        StringBuilder text = new StringBuilder();
        int events = 0;
        while (events < EVENTS || !text.toString().endsWith("\n\n")) {
            int next = body.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
            events += text.toString().endsWith("\ndata: ") ? 1 : 0;
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
