package dev.drawdown.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a read on to an instance that has what is asked for, in the caller's own name, and passes the answer through as it
 * comes: a page, a file of any length, or events without end.
 */
final class SendOn implements AutoCloseable {
    /** Says that a call has been sent on once, so that it never goes round in a circle. */
    static final String SENT_ON = "Drawdown-Sent-On";

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int BUFFER_BYTES = 16 << 10;
    private static final List<String> ASKED_WITH = List.of("Authorization", "Accept", "Last-Event-ID");
    private static final List<String> ANSWERED_WITH = List.of("Content-Type", "Content-Disposition", "Retry-After");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    static boolean isSentOn(Call call) {
        return call.context().header(SENT_ON) != null;
    }

    /** Lets one of them answer; returns whether one has. */
    boolean to(List<URI> instances, Call call, @Nullable String after) throws IOException, InterruptedException {
        String query = call.context().queryString();
        String path = call.context().req().getRequestURI() + (query == null ? "" : "?" + query);
        for (URI instance : instances) {
            HttpResponse<InputStream> answer = ask(instance, path, call.context(), after);
            if (answer != null) {
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() != HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
                        pass(answer, body, call);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Asks for a page of JSON; null where nobody answers that it is there. */
    byte @Nullable [] json(List<URI> instances, String path, Call call, @Nullable String after)
            throws IOException, InterruptedException {
        for (URI instance : instances) {
            HttpResponse<InputStream> answer = ask(instance, path, call.context(), after);
            if (answer != null) {
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() == HttpStatus.OK.getCode()) {
                        return body.readAllBytes();
                    }
                }
            }
        }
        return null;
    }

    private @Nullable HttpResponse<InputStream> ask(URI instance, String path, Context context, @Nullable String after)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(instance.resolve(path)).timeout(ANSWER).header(SENT_ON, "1");
        if (after != null) {
            request.header(ReadModelAccess.AFTER, after);
        }
        for (String name : ASKED_WITH) {
            String value = context.header(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            return null;
        }
    }

    private static void pass(HttpResponse<InputStream> answer, InputStream body, Call call) throws IOException {
        Context context = call.context();
        context.status(answer.statusCode());
        for (String name : ANSWERED_WITH) {
            answer.headers().firstValue(name).ifPresent(value -> context.header(name, value));
        }
        OutputStream out = context.res().getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = body.read(buffer); read >= 0 && !call.isStopping(); read = body.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
