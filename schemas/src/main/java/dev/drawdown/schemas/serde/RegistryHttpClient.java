package dev.drawdown.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.drawdown.schemas.serde.SchemaRegistryException.Kind;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry, patiently, at whichever of its addresses answers.
 *
 * <p>An answer is final when it is a registry's: one with its error code. A bare 404 is a wrong path or a proxy, and must
 * not make every value look like one of an unknown schema.
 */
final class RegistryHttpClient {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<RegistryAddress> addresses;
    private final HttpClient http;
    private final Duration readTimeout;
    private final RetryPolicy<HttpResponse<String>> retries;
    /** The address that answered last; every failure moves on to the next. */
    private final AtomicInteger preferred = new AtomicInteger();

    private RegistryHttpClient(
            List<RegistryAddress> addresses,
            HttpClient http,
            Duration readTimeout,
            RetryPolicy<HttpResponse<String>> retries) {
        this.addresses = addresses;
        this.http = http;
        this.readTimeout = readTimeout;
        this.retries = retries;
    }

    static RegistryHttpClient of(SchemaRegistryConfig config) {
        List<RegistryAddress> addresses = RegistryAddress.of(config);
        HttpClient.Builder http = HttpClient.newBuilder()
                // Credentials must not follow a redirect to somebody else.
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(config.getInt(SchemaRegistryConfig.CONNECT_TIMEOUT)));
        config.sslContext().ifPresent(http::sslContext);
        Duration wait = Duration.ofMillis(config.getLong(SchemaRegistryConfig.RETRY_WAIT));
        Duration longest = Duration.ofMillis(config.getLong(SchemaRegistryConfig.RETRY_MAX_WAIT));
        RetryPolicy<HttpResponse<String>> retries = RetryPolicy.<HttpResponse<String>>builder()
                .handle(IOException.class)
                .handleResultIf(RegistryHttpClient::isPassing)
                .withBackoff(wait.toMillis(), Math.max(longest.toMillis(), wait.toMillis() + 1), ChronoUnit.MILLIS)
                .withJitter(0.2)
                // Every address gets its turn, however few retries are wanted.
                .withMaxRetries(Math.max(config.getInt(SchemaRegistryConfig.MAX_RETRIES), addresses.size() - 1))
                .build();
        Duration readTimeout = Duration.ofMillis(config.getInt(SchemaRegistryConfig.READ_TIMEOUT));
        return new RegistryHttpClient(addresses, http.build(), readTimeout, retries);
    }

    JsonNode get(String path) {
        return call(path, HttpRequest.Builder::GET);
    }

    JsonNode post(String path, String body) {
        return call(path, request -> request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body)));
    }

    JsonNode put(String path, String body) {
        return call(path, request -> request.header("Content-Type", MEDIA_TYPE).PUT(BodyPublishers.ofString(body)));
    }

    private JsonNode call(String path, Function<HttpRequest.Builder, HttpRequest.Builder> method) {
        try {
            return read(Failsafe.with(retries).get(() -> send(path, method)));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new SchemaRegistryException(
                    Kind.UNAVAILABLE,
                    "Expected an answer of the registry at " + addresses + ", but " + e.getCause(),
                    e);
        }
    }

    private HttpResponse<String> send(String path, Function<HttpRequest.Builder, HttpRequest.Builder> method)
            throws IOException, InterruptedException {
        int turn = preferred.get();
        RegistryAddress address = addresses.get(Math.floorMod(turn, addresses.size()));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.url() + path))
                .timeout(readTimeout)
                .header("Accept", MEDIA_TYPE + ", application/json");
        String authorization = address.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        boolean answered = false;
        try {
            HttpResponse<String> response = http.send(method.apply(request).build(), BodyHandlers.ofString());
            answered = !isPassing(response);
            return response;
        } finally {
            if (!answered) {
                preferred.compareAndSet(turn, turn + 1);
            }
        }
    }

    private static boolean isPassing(HttpResponse<String> response) {
        return response.statusCode() >= 500 || response.statusCode() == 429;
    }

    private JsonNode read(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        if (response.statusCode() == 200) {
            return body;
        }
        String message = "Expected an answer of the registry at " + addresses + ", but " + response.statusCode() + ": "
                + body.path("message").asText("not as a registry answers");
        throw new SchemaRegistryException(kindOf(response.statusCode(), body), message);
    }

    private static Kind kindOf(int status, JsonNode body) {
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404 -> body.path("error_code").asInt() / 100 == 404 ? Kind.NOT_FOUND : Kind.UNAVAILABLE;
            case 409, 422 -> Kind.REFUSED;
            default -> Kind.UNAVAILABLE;
        };
    }

    private static JsonNode json(@Nullable String body) {
        try {
            return JSON.readTree(body == null ? "" : body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
