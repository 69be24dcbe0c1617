package dev.drawdown.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The other instances, asked in the caller's own name for what they have. */
public final class Peers implements AutoCloseable {
    static final String READ_FROM = "Drawdown-Read-From";
    static final String READ_BEHIND = "Drawdown-Read-Behind";

    /** Names the path by which a question has been sent on, so that it is not sent on again and goes round in a circle. */
    static final String SENT_ON = "Drawdown-Sent-On";

    /** Says that what answers is an instance's API, and not whatever else has come to listen where one was. */
    private static final String ANSWERED = "Drawdown-Answered";

    /** Names a command that the answer must come after. */
    private static final String AFTER = "Drawdown-After";

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final int BUFFER_BYTES = 16 << 10;
    private static final List<String> ASKED_WITH = List.of("Authorization", "Accept", "Last-Event-ID");
    private static final List<String> ANSWERED_WITH =
            List.of("Content-Type", "Content-Disposition", "Retry-After", READ_FROM, READ_BEHIND);

    /** It is there, it was asked for wrongly, there is none, too often; whoever says anything else cannot tell just now. */
    private static final Set<Integer> ANSWERS = Set.of(200, 400, 404, 429);

    /** What some clients send as it is, and a URI does not allow. */
    private static final Pattern ILLEGAL = Pattern.compile("[^A-Za-z0-9._~:/?@!$&'()*+,;=%-]");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** Whether a question is the one that was sent on to here; what else has to be known to answer it may still be asked. */
    static boolean isSentOn(Call call, String path) {
        return path.equals(call.context().header(SENT_ON));
    }

    /** Whether another instance waits for the answer to a call. */
    static boolean isAnothers(Call call) {
        return call.context().header(SENT_ON) != null;
    }

    /** Returns where a call is made, with its query, such that it can be sent on. */
    static String pathOf(Call call) {
        String query = call.context().queryString();
        String path = call.context().req().getRequestURI() + (query == null ? "" : "?" + query);
        return ILLEGAL.matcher(path).replaceAll(illegal -> Reads.segment(illegal.group()));
    }

    /** Notes in the answer to an instance that it is one. */
    static void acknowledge(Context context) {
        if (context.header(SENT_ON) != null) {
            context.header(ANSWERED, "1");
        }
    }

    /**
     * Returns the command that the answer to a question must come after: whoever sent it on knows of it, else what was heard here.
     * What else has to be known to answer it has seen other commands.
     */
    static @Nullable String after(Call call, String path, @Nullable String heard) {
        String named = call.context().header(AFTER);
        String sentOn = call.context().header(SENT_ON);
        boolean isMeant = path.equals(sentOn == null ? pathOf(call) : sentOn);
        return named != null && isMeant ? named : heard;
    }

    /**
     * Asks one; the answer's body is for the caller to close.
     *
     * @param path with its query
     * @return null where it does not answer, or cannot tell
     */
    @Nullable
    HttpResponse<InputStream> ask(URI instance, String path, Call call, @Nullable String after) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(instance.resolve(path)).timeout(ANSWER).header(SENT_ON, path);
        if (after != null) {
            request.header(AFTER, after);
        }
        for (String name : ASKED_WITH) {
            String value = call.context().header(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (ANSWERS.contains(answer.statusCode())
                    && answer.headers().firstValue(ANSWERED).isPresent()) {
                return answer;
            }
            answer.body().close();
            return null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Leaves an answer unread of which it matters only that it is there. */
    static void drop(HttpResponse<InputStream> answer) {
        try {
            answer.body().close();
        } catch (IOException e) {
            HttpServer.log.debug("Could not close an answer: {}", e.getMessage());
        }
    }

    /**
     * Passes an answer through as it comes: a page, a file of any length, or events without end.
     *
     * @throws IOException if it is cut off, here or there, where it should have gone on
     */
    static void pass(HttpResponse<InputStream> answer, Call call) throws IOException {
        Context context = call.context();
        context.status(answer.statusCode());
        for (String name : ANSWERED_WITH) {
            answer.headers().firstValue(name).ifPresent(value -> context.header(name, value));
        }
        try (InputStream body = answer.body()) {
            OutputStream out = context.res().getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            int read = body.read(buffer);
            while (read >= 0) {
                out.write(buffer, 0, read);
                out.flush();
                read = body.read(buffer);
                if (read >= 0 && call.isStopping()) {
                    if (isOfEvents(answer)) {
                        return;
                    }
                    throw new IOException("Expected to pass on all of an answer, but this instance is stopping");
                }
            }
        }
    }

    /** Events have no end that could be missed. */
    private static boolean isOfEvents(HttpResponse<InputStream> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
