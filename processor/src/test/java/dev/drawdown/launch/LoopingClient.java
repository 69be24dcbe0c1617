package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client of one wallet that knows the API and nothing else: it tops up, and reads balance and history at every instance
 * that answers, round after round. What may be tried again it tries again, with the same key; anything else is an error.
 */
final class LoopingClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    /** Longer than any read may wait, so that who breaks off is the instance. */
    private static final Duration ANSWER = Duration.ofSeconds(70);

    private static final long AGAIN_NANOS = 20_000_000;

    private final String walletId;
    private final List<URI> instances;
    private final String token;
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<Kind, Long> lastFailureNanos = new EnumMap<>(Kind.class);
    private int failures;
    private final Map<Kind, Long> slowestNanos = new EnumMap<>(Kind.class);
    private volatile int rounds;
    private volatile boolean stopping;
    private volatile long killedNanos;

    /** What it asks for. */
    private enum Kind {
        WRITE,
        BALANCE,
        HISTORY
    }

    /**
     * How long after the kill an instance that lives still said to try again.
     *
     * @param times how often it said so
     * @param slowestWrite how long it took at most until a write's outcome was known
     * @param slowestBalance how long it took at most until a balance was read
     * @param slowestHistory the same of a history
     */
    record Unanswered(
            Duration writes,
            Duration balances,
            Duration histories,
            int times,
            Duration slowestWrite,
            Duration slowestBalance,
            Duration slowestHistory) {}

    /** @param instances the first of which may be killed */
    LoopingClient(String walletId, List<URI> instances, String token) {
        this.walletId = walletId;
        this.instances = instances;
        this.token = token;
    }

    String walletId() {
        return walletId;
    }

    int rounds() {
        return rounds;
    }

    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    void toldOfTheKill() {
        killedNanos = System.nanoTime();
    }

    void stop() {
        stopping = true;
    }

    static Unanswered unanswered(List<LoopingClient> clients) {
        return new Unanswered(
                longest(clients, Kind.WRITE),
                longest(clients, Kind.BALANCE),
                longest(clients, Kind.HISTORY),
                clients.stream().mapToInt(client -> client.failures).sum(),
                slowest(clients, Kind.WRITE),
                slowest(clients, Kind.BALANCE),
                slowest(clients, Kind.HISTORY));
    }

    private static Duration slowest(List<LoopingClient> clients, Kind kind) {
        return Duration.ofNanos(clients.stream()
                .mapToLong(client -> client.slowestNanos.getOrDefault(kind, 0L))
                .reduce(0, Math::max));
    }

    private void took(Kind kind, long begunNanos) {
        slowestNanos.merge(kind, System.nanoTime() - begunNanos, Math::max);
    }

    private static Duration longest(List<LoopingClient> clients, Kind kind) {
        return Duration.ofNanos(clients.stream()
                .mapToLong(
                        client -> client.lastFailureNanos.getOrDefault(kind, client.killedNanos) - client.killedNanos)
                .reduce(0, Math::max));
    }

    /** Goes round until it is stopped. */
    Void loop() throws IOException, InterruptedException {
        write("POST", "/v1/wallets", "open", """
            {"wallet_id": "%s", "owner_id": "%s-inc", "currency": "USD", "free_amount": "1.00"}\
            """.formatted(walletId, walletId));
        for (int round = 1; !stopping; round++) {
            String key = "top-up-" + round;
            write("POST", "/v1/wallets/" + walletId + "/top-ups", key, """
                {"amount": "0.01", "collect": "RECORDED", "reference": "r"}\
                """);
            BigDecimal expected = BigDecimal.valueOf(100 + round, 2);
            for (int i = 0; i < instances.size(); i++) {
                JsonNode wallet = read(Kind.BALANCE, i, "/v1/wallets/" + walletId);
                assertThat(new BigDecimal(wallet.path("available").asText()))
                        .as("%s after %s", wallet, key)
                        .isEqualByComparingTo(expected);
                JsonNode history = read(Kind.HISTORY, i, "/v1/wallets/" + walletId + "/transactions?limit=1");
                assertThat(history.at("/transactions/0/input_id").asText())
                        .as("%s after %s", history, key)
                        .isEqualTo(acknowledged().getLast());
            }
            rounds = round;
        }
        return null;
    }

    /** Writes until the outcome is known, at one instance after the other. */
    private void write(String method, String path, String key, String body) throws IOException, InterruptedException {
        long begunNanos = System.nanoTime();
        for (int i = rounds; ; i++) {
            HttpResponse<String> answer = ask(Kind.WRITE, i, method, path, key, body);
            if (answer != null && answer.statusCode() / 100 == 2 && answer.statusCode() != 202) {
                took(Kind.WRITE, begunNanos);
                acknowledged.add(JSON.readTree(answer.body()).path("command_id").asText());
                return;
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }

    private JsonNode read(Kind kind, int first, String path) throws IOException, InterruptedException {
        long begunNanos = System.nanoTime();
        for (int i = first; ; i++) {
            HttpResponse<String> answer = ask(kind, i, "GET", path, null, "");
            if (answer != null) {
                took(kind, begunNanos);
                return JSON.readTree(answer.body());
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }

    /** Returns null where it may be tried again. */
    private @Nullable HttpResponse<String> ask(
            Kind kind, int instance, String method, String path, @Nullable String key, String body)
            throws InterruptedException {
        int index = instance % instances.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        instances.get(index).resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            HttpResponse<String> answer = HTTP.send(
                    request.method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return answer;
            }
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isIn(429, 503);
            assertThat(answer.headers().firstValue("Retry-After"))
                    .as("%s %s: %s", method, path, answer.body())
                    .isPresent();
            failures++;
            lastFailureNanos.put(kind, System.nanoTime());
            return null;
        } catch (IOException e) {
            // No load balancer asks an instance that is gone; one that lives does not break off.
            assertThat(index)
                    .as("%s %s at an instance that lives: %s", method, path, e)
                    .isZero();
            return null;
        }
    }
}
