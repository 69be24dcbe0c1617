package dev.drawdown.launch;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a failed stream thread means: another takes over, or processing stops and health says why.
 *
 * <p>A failure's transaction is undone, so trying again is always safe; it is only useless where the same failure comes
 * back at once. So a failure of the surroundings is tried again without end, anything else a few times, and what no
 * repetition mends not at all.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    static final int MOST_FAILURES = 10;
    static final long WINDOW_MILLIS = 60_000;

    private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);

    private final LongSupplier clockMillis;
    private final Deque<Long> recentMillis = new ArrayDeque<>();
    private @Nullable String fatal;
    private int replaced;

    FailurePolicy(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** Returns why processing has stopped for good; null while it has not. */
    synchronized @Nullable String fatal() {
        return fatal;
    }

    /** Returns how many threads have been replaced. */
    synchronized int replaced() {
        return replaced;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Throwable cause = rootOf(failure);
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (isBeyondRepair(failure)) {
            return stop(reason, failure);
        }
        if (!isOfTheSurroundings(failure) && tooOften()) {
            return stop(reason + " (" + MOST_FAILURES + " times within a minute)", failure);
        }
        replaced++;
        log.warn("A thread failed and is being replaced: {}", reason);
        log.debug("The failure", failure);
        return REPLACE_THREAD;
    }

    private StreamThreadExceptionResponse stop(String reason, Throwable failure) {
        fatal = reason;
        log.error("Processing stops, since trying again would fail in the same way: {}", reason, failure);
        return SHUTDOWN_CLIENT;
    }

    private boolean tooOften() {
        long nowMillis = clockMillis.getAsLong();
        while (!recentMillis.isEmpty() && nowMillis - recentMillis.getFirst() >= WINDOW_MILLIS) {
            recentMillis.removeFirst();
        }
        recentMillis.addLast(nowMillis);
        return recentMillis.size() >= MOST_FAILURES;
    }

    private static boolean isBeyondRepair(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError
                    || cause instanceof LinkageError
                    || cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTheSurroundings(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
