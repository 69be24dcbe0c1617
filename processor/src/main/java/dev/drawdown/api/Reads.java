package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads on any instance: from what it has itself where it works on the key, else from the instance that does, else from one
 * that stands by; never older than what has been answered here before.
 */
public final class Reads {
    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    /** Others are not asked again at once: each of them has waited itself, or is gone. */
    private static final long ASK_AGAIN_NANOS = 25_000_000;

    private static final long LONGEST_PAUSE_NANOS = 250_000_000;

    /** Of the time that has been waited: who has waited long need not look often. */
    private static final int PAUSE_SHARE = 8;

    private final Peers peers;
    private final Limits limits;
    private final boolean isCourtesy;
    private final Semaphore places;

    /**
     * How long what is read is waited for that is moving, or behind, or whose instance is gone.
     *
     * @param patience of a caller, from the beginning of the call
     * @param brief of another instance, which waits no longer for this one, and of what is waited for as a courtesy
     * @param places how many may wait for longer than that at a time: all of them hold a call's place
     */
    record Limits(Duration patience, Duration brief, int places) {
        private static final Duration BRIEFLY = Duration.ofSeconds(2);

        static Limits of(Duration patience) {
            Duration brief = patience.compareTo(BRIEFLY) < 0 ? patience : BRIEFLY;
            return new Limits(patience, brief, Api.MAX_CALLS / 4);
        }
    }

    /** @param patience how long a caller waits for what is moving, or behind, or whose instance is gone */
    public Reads(Peers peers, Duration patience) {
        this(peers, Limits.of(patience));
    }

    Reads(Peers peers, Limits limits) {
        this(peers, limits, false, new Semaphore(limits.places()));
    }

    private Reads(Peers peers, Limits limits, boolean isCourtesy, Semaphore places) {
        this.peers = peers;
        this.limits = limits;
        this.isCourtesy = isCourtesy;
        this.places = places;
    }

    /**
     * One place of what is read.
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
    record Question<T>(String path, @Nullable String after, Look<T> look, ProblemException missing) {}

    /**
     * Who answers.
     *
     * @param <T> what is looked for
     */
    sealed interface Source<T> {
        /** This instance, with what it has. */
        record Here<T>(T value, Found.Freshness freshness) implements Source<T> {}

        /** Another one has answered. */
        record There<T>(HttpResponse<InputStream> answer) implements Source<T> {}
    }

    /** What was read, and how fresh it is. */
    record Answer(JsonNode json, Found.Freshness freshness) {
        void to(Call call) {
            tell(freshness, call);
            call.answer(HttpStatus.OK, json);
        }
    }

    /** Says in the answer how fresh it is. */
    static void tell(Found.Freshness freshness, Call call) {
        call.context()
                .header(Peers.READ_FROM, freshness.active() ? "active" : "standby")
                .header(Peers.READ_BEHIND, Long.toString(freshness.behindRecords()));
    }

    static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Reads JSON.
     *
     * @param here makes it of what this instance has
     * @throws ProblemException where there is none, or nobody can say
     */
    <T> Answer json(Call call, Question<T> question, Function<T, JsonNode> here) {
        return switch (find(call, question)) {
            case Source.Here<T>(T value, Found.Freshness freshness) -> new Answer(here.apply(value), freshness);
            case Source.There<T>(HttpResponse<InputStream> answer) -> {
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() == HttpStatus.TOO_MANY_REQUESTS.getCode()) {
                        throw tooMany(answer, Json.read(body.readAllBytes()));
                    }
                    if (answer.statusCode() != HttpStatus.OK.getCode()) {
                        throw question.missing();
                    }
                    yield new Answer(Json.read(body.readAllBytes()), freshness(answer));
                } catch (IOException e) {
                    throw nobodyCanSay(call, "the instance that has it went away");
                }
            }
        };
    }

    /** Returns the same for what may go on without an answer. */
    Reads briefly() {
        return new Reads(peers, limits, true, places);
    }

    /**
     * Finds out who answers.
     *
     * @throws ProblemException where there is none, or nobody can say
     */
    <T> Source<T> find(Call call, Question<T> question) {
        boolean isSentOn = Peers.isSentOn(call, question.path());
        try (Waiting waiting = new Waiting(call)) {
            long againNanos;
            String why;
            do {
                againNanos = LOOK_AGAIN_NANOS;
                switch (question.look().find(question.after(), isSentOn)) {
                    case Found.Here<T>(T value, Found.Freshness freshness) -> {
                        return new Source.Here<>(value, freshness);
                    }
                    case Found.Absent<T> _ when question.after() == null -> throw question.missing();
                    case Found.Absent<T> _, Found.Behind<T> _ ->
                        why = "what is here is older than what was answered before";
                    case Found.Unknown<T>(String reason) -> why = reason;
                    case Found.Elsewhere<T>(List<URI> instances) -> {
                        Source<T> source = isSentOn ? null : elsewhere(call, question, instances);
                        if (source != null) {
                            return source;
                        }
                        why = "the instance that has it does not answer";
                        againNanos = ASK_AGAIN_NANOS;
                    }
                }
            } while (waiting.pause(againNanos));
            throw nobodyCanSay(call, why);
        }
    }

    /** The time between looks, and when there are to be no more of them. */
    private final class Waiting implements AutoCloseable {
        private final Call call;
        private final long begunNanos = System.nanoTime();
        private final long briefUntilNanos = begunNanos + limits.brief().toNanos();
        private final long untilNanos;
        private boolean hasPlace;

        Waiting(Call call) {
            this.call = call;
            untilNanos = isCourtesy || Peers.isAnothers(call)
                    ? briefUntilNanos
                    : call.begunNanos() + limits.patience().toNanos();
        }

        /** Returns false at once where nobody should wait any longer. */
        boolean pause(long atLeastNanos) {
            long nowNanos = System.nanoTime();
            long leftNanos = untilNanos - nowNanos;
            if (leftNanos <= 0 || call.isStopping() || !mayWait(nowNanos)) {
                return false;
            }
            long pauseNanos = Math.clamp((nowNanos - begunNanos) / PAUSE_SHARE, atLeastNanos, LONGEST_PAUSE_NANOS);
            LockSupport.parkNanos(Math.min(pauseNanos, leftNanos));
            return true;
        }

        private boolean mayWait(long nowNanos) {
            if (!hasPlace && nowNanos - briefUntilNanos >= 0) {
                hasPlace = places.tryAcquire();
                return hasPlace;
            }
            return true;
        }

        @Override
        public void close() {
            if (hasPlace) {
                places.release();
            }
        }
    }

    /** The one that works on it, then those that stand by, this one among them. */
    private <T> @Nullable Source<T> elsewhere(Call call, Question<T> question, List<URI> instances) {
        for (URI instance : instances) {
            HttpResponse<InputStream> answer = peers.ask(instance, question.path(), call, question.after());
            if (answer != null) {
                return new Source.There<>(answer);
            }
        }
        return question.look().find(question.after(), true) instanceof Found.Here<T>(T value, Found.Freshness freshness)
                ? new Source.Here<>(value, freshness)
                : null;
    }

    static ProblemException nobodyCanSay(Call call, String why) {
        call.context().header("Retry-After", "1");
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "NOT_AVAILABLE_NOW",
                "Expected an instance that can say, but " + why + "; try again soon.");
    }

    /** Each instance counts calls for itself: that one has had enough of them says nothing of what they are about. */
    private static ProblemException tooMany(HttpResponse<?> answer, JsonNode problem) {
        return new ProblemException(new Problem(
                HttpStatus.TOO_MANY_REQUESTS,
                problem.path("code").asText(),
                problem.path("detail").asText(),
                Map.of(),
                answer.headers().firstValueAsLong("Retry-After").orElse(1)));
    }

    private static Found.Freshness freshness(HttpResponse<?> answer) {
        boolean active =
                answer.headers().firstValue(Peers.READ_FROM).orElse("active").equals("active");
        return new Found.Freshness(
                active, answer.headers().firstValueAsLong(Peers.READ_BEHIND).orElse(0));
    }
}
