package dev.drawdown.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The other instances, asked in the caller's name for what they have. */
public final class Peers implements AutoCloseable {
    /** Says that a call has been sent on once, so that it never goes round in a circle. */
    static final String SENT_ON = "Drawdown-Sent-On";

    /** Names a command that the state must have decided on. */
    static final String AFTER = "Drawdown-After";

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /**
     * Asks one.
     *
     * @param path with its query
     * @return null where it does not answer, or cannot say
     */
    @Nullable
    HttpResponse<byte[]> ask(URI instance, String path, String authorization, @Nullable String after) {
        HttpRequest.Builder request = HttpRequest.newBuilder(instance.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", authorization)
                .header(SENT_ON, "1");
        if (after != null) {
            request.header(AFTER, after);
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 503 ? null : answer;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
