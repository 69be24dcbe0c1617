package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads of the present on any instance: from its own state where it works on the key, else from the instance that does,
 * else from one that stands by; never older than what has been answered here before.
 */
public final class Reads {
    static final String READ_FROM = "Drawdown-Read-From";
    static final String BEHIND = "Drawdown-Read-Behind";

    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    private final Peers peers;
    private final Duration patience;

    /** @param patience how long state is waited for that is moving, or behind */
    public Reads(Peers peers, Duration patience) {
        this.peers = peers;
        this.patience = patience;
    }

    /**
     * One place of state.
     *
     * @param <T> what is in it
     */
    @FunctionalInterface
    interface Look<T> {
        Found<T> find(@Nullable String after, boolean standby);
    }

    /**
     * A read.
     *
     * @param path where another instance is asked for the same
     * @param after a command that must have been decided on
     * @param missing the answer where there is none
     */
    record Question<T>(
            String path, @Nullable String after, Look<T> look, Function<T, JsonNode> json, ProblemException missing) {}

    /** What was read, and how fresh it is. */
    record Answer(JsonNode json, Found.Freshness freshness) {
        void to(Call call) {
            headers(call);
            call.answer(HttpStatus.OK, json);
        }

        void headers(Call call) {
            call.context()
                    .header(READ_FROM, freshness.active() ? "active" : "standby")
                    .header(BEHIND, Long.toString(freshness.behindRecords()));
        }
    }

    static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Reads.
     *
     * @throws ProblemException where there is none, or nobody can say
     */
    <T> Answer ask(Call call, Question<T> question) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        String why;
        do {
            boolean isSentOn = call.context().header(Peers.SENT_ON) != null;
            Found<T> found = question.look().find(question.after(), isSentOn);
            switch (found) {
                case Found.Here<T>(T value, Found.Freshness freshness) -> {
                    return new Answer(question.json().apply(value), freshness);
                }
                case Found.Absent<T> _ when question.after() == null -> throw question.missing();
                case Found.Absent<T> _, Found.Behind<T> _ ->
                    why = "what is here is older than what was answered before";
                case Found.Unknown<T>(String reason) -> why = reason;
                case Found.Elsewhere<T>(List<URI> instances) -> {
                    Answer answer = isSentOn ? null : askOthers(call, question, instances);
                    if (answer != null) {
                        return answer;
                    }
                    why = "the instance that has it does not answer";
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        } while (System.nanoTime() - deadlineNanos < 0);
        call.context().header("Retry-After", "1");
        throw new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "NOT_AVAILABLE_NOW",
                "Expected an instance that can say, but " + why + "; try again soon.");
    }

    /** The one that works on it, then those that stand by, this one among them. */
    private <T> @Nullable Answer askOthers(Call call, Question<T> question, List<URI> instances) {
        for (URI instance : instances) {
            HttpResponse<byte[]> response =
                    peers.ask(instance, question.path(), call.authorization(), question.after());
            if (response != null && response.statusCode() == HttpStatus.NOT_FOUND.getCode()) {
                throw question.missing();
            }
            if (response != null && response.statusCode() == HttpStatus.OK.getCode()) {
                return new Answer(Json.read(response.body()), freshness(response));
            }
        }
        return question.look().find(question.after(), true) instanceof Found.Here<T>(T value, Found.Freshness freshness)
                ? new Answer(question.json().apply(value), freshness)
                : null;
    }

    private static Found.Freshness freshness(HttpResponse<byte[]> response) {
        boolean active =
                response.headers().firstValue(READ_FROM).orElse("active").equals("active");
        return new Found.Freshness(
                active, response.headers().firstValueAsLong(BEHIND).orElse(0));
    }
}
