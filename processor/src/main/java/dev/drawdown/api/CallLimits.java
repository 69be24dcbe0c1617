package dev.drawdown.api;

import dev.drawdown.config.CallLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often each caller may call this instance: a bucket of calls per name, which fills up again evenly.
 *
 * <p>All that is kept of a bucket is the instant at which it is full again. A full one is like none, so what is kept is
 * bounded by how many call within a window, and beyond {@link #MAX_BUCKETS} by leaving newcomers uncounted: whoever is here
 * has shown a genuine token, and turning them away because of others would be worse.
 */
public final class CallLimits {
    static final int MAX_BUCKETS = 100_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final CallLimit common;
    private final LongSupplier clockNanos;
    private final int maxBuckets;
    private final Map<String, Long> fullAtNanos = new ConcurrentHashMap<>();
    private final AtomicLong sweptNanos;

    /** What becomes of a call. */
    sealed interface Turn {
        /**
         * It may go on.
         *
         * @param remaining how many more may now
         * @param fullInSeconds when as many may as ever
         */
        record Granted(CallLimit limit, long remaining, long fullInSeconds) implements Turn {}

        /** It comes too soon, by so long. */
        record TooSoon(CallLimit limit, long waitSeconds, long fullInSeconds) implements Turn {}

        /** It is not counted. */
        record Uncounted() implements Turn {}
    }

    /**
     * Makes the limits of an instance.
     *
     * @param common of those who have none of their own
     * @param clockNanos any clock that does not run backwards
     */
    public CallLimits(CallLimit common, LongSupplier clockNanos) {
        this(common, clockNanos, MAX_BUCKETS);
    }

    CallLimits(CallLimit common, LongSupplier clockNanos, int maxBuckets) {
        this.common = common;
        this.clockNanos = clockNanos;
        this.maxBuckets = maxBuckets;
        sweptNanos = new AtomicLong(clockNanos.getAsLong() - NANOS_PER_SECOND);
    }

    /**
     * Takes one of a caller's calls.
     *
     * @param bucket their name, or what else is counted by itself
     * @param own their own limit; null where they have the common one
     */
    Turn take(String bucket, @Nullable CallLimit own) {
        CallLimit limit = own == null ? common : own;
        if (limit.isNone()) {
            return new Turn.Uncounted();
        }
        long nowNanos = clockNanos.getAsLong();
        long callNanos = limit.per().seconds() * NANOS_PER_SECOND / limit.calls();
        long wholeNanos = callNanos * limit.calls();
        while (true) {
            Long fullAt = fullAtNanos.get(bucket);
            if (fullAt == null && !hasRoom(nowNanos)) {
                return new Turn.Uncounted();
            }
            long missingNanos = fullAt == null ? 0 : Math.max(0, fullAt - nowNanos);
            long thenMissingNanos = missingNanos + callNanos;
            if (thenMissingNanos > wholeNanos) {
                return new Turn.TooSoon(limit, seconds(thenMissingNanos - wholeNanos), seconds(missingNanos));
            }
            if (keep(bucket, fullAt, nowNanos + thenMissingNanos)) {
                return new Turn.Granted(limit, (wholeNanos - thenMissingNanos) / callNanos, seconds(thenMissingNanos));
            }
        }
    }

    private boolean keep(String bucket, @Nullable Long before, long after) {
        return before == null
                ? fullAtNanos.putIfAbsent(bucket, after) == null
                : fullAtNanos.replace(bucket, before, after);
    }

    /** Forgets full buckets where there are too many, once a second at most. */
    private boolean hasRoom(long nowNanos) {
        if (fullAtNanos.size() >= maxBuckets) {
            long swept = sweptNanos.get();
            if (nowNanos - swept >= NANOS_PER_SECOND && sweptNanos.compareAndSet(swept, nowNanos)) {
                fullAtNanos.values().removeIf(fullAt -> fullAt - nowNanos <= 0);
            }
        }
        return fullAtNanos.size() < maxBuckets;
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_PER_SECOND);
    }
}
