package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.config.CallLimit;
import dev.drawdown.payments.stream.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Routes behind the gate, on a real server, with a token for each role; the customer's is bound to {@link #OWN}. */
final class ApiRig implements AutoCloseable {
    static final String OWN = "own-inc";
    static final String FOREIGN = "foreign-inc";
    static final Map<String, String> OWNERS = Map.of("own-wallet", OWN, "foreign-wallet", FOREIGN);
    static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    final Path file;
    final AtomicLong clockMillis = new AtomicLong();
    final Api api;

    /** What becomes of the next webhooks. */
    volatile Webhooks.Taken taken = Webhooks.Taken.DONE;

    private final Metrics metrics = new Metrics();
    private @Nullable Spec spec;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ApiRig(List<Route> routes) {
        this(routes, null);
    }

    /** Routes that let in the bearers of JWTs too. */
    ApiRig(List<Route> routes, @Nullable JwtAccess jwts) {
        try {
            file = Files.createTempFile("tokens", ".json");
            TokenFile.write(file, tokens());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Access access = new Access(TokenFile.open(file, clockMillis::get), jwts, () -> NOW);
        CallLimits limits = new CallLimits(CallLimit.parse("1000/s"), () -> clockMillis.get() * 1_000_000);
        api = new Api(new Gate(access, limits, metrics::turnedAway), (walletId, _) -> OWNERS.get(walletId), routes);
        Health health = new Health(() -> Part.up("process", "alive"), List.of(), clockMillis::get);
        WebhookRoute webhooks = new WebhookRoute((_, _, _) -> taken, () -> NOW);
        server = HttpServer.start("127.0.0.1", 0, health, metrics, api, webhooks);
    }

    /** Returns all that the server answers. */
    Set<String> served() {
        return server.routes();
    }

    int port() {
        return server.port();
    }

    static List<AccessToken> tokens() {
        List<AccessToken> tokens = new ArrayList<>();
        for (AccessRole role : AccessRole.values()) {
            Set<String> owners = role == AccessRole.CUSTOMER ? Set.of(OWN) : Set.of();
            tokens.add(AccessToken.of("the-" + role.label(), role, tokenOf(role), owners));
        }
        return tokens;
    }

    static String tokenOf(AccessRole role) {
        return "secret-of-" + role.label();
    }

    HttpResponse<String> get(String path, @Nullable AccessRole role) {
        return send("GET", path, role == null ? null : "Bearer " + tokenOf(role), null);
    }

    HttpResponse<String> post(String path, AccessRole role, String body) {
        return send("POST", path, "Bearer " + tokenOf(role), body);
    }

    /** Has every call from now on, and its answer, held against the spec. */
    ApiRig heldToTheSpec() {
        spec = new Spec();
        return this;
    }

    HttpResponse<String> send(String method, String path, @Nullable String authorization, @Nullable String body) {
        HttpRequest.Builder request = request(path, authorization);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(
                request.method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                body);
    }

    HttpRequest.Builder request(String path, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    /** Sends a request without a body. */
    HttpResponse<String> send(HttpRequest request) {
        return send(request, null);
    }

    private HttpResponse<String> send(HttpRequest request, @Nullable String body) {
        HttpResponse<String> answer = exchange(request);
        Spec held = spec;
        if (held != null && !request.method().equals("OPTIONS")) {
            held.hold(request.method(), request.uri().getRawPath(), body, answer);
        }
        return answer;
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String code(HttpResponse<String> answer) {
        return json(answer).path("code").asText();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        metrics.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
