package dev.drawdown.api.jwt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A key set that an identity provider publishes. */
final class KeyAddress implements KeySource {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    /** A key is less than a kilobyte, with its certificates ten. */
    private static final int MAX_BYTES = 1 << 20;

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    KeyAddress(URI address) {
        this.address = address;
    }

    @Override
    public String read() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
            if (answer.statusCode() != 200) {
                throw new IOException("Expected 200, but it answers " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
