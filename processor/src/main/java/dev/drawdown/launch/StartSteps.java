package dev.drawdown.launch;

import java.util.Locale;

/**
 * When the start of an instance reached each of its steps, in milliseconds of the clock on the wall.
 *
 * <p>Whoever is told that a restart takes too long sees from it where to look.
 *
 * @param jvm the JVM was there
 * @param starting settings and topics had been looked at
 * @param open the stores that a former life left behind were open
 * @param restoring the group had given it its first task
 * @param processing all that had changed since was restored
 * @param restored how many records that took
 */
record StartSteps(long jvm, long starting, long open, long restoring, long processing, long restored) {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** The load test reads this, too. */
    @Override
    public String toString() {
        // Where nothing is kept, nothing is restored either.
        long assigned = restoring == 0 ? processing : restoring;
        return String.format(
                Locale.ROOT,
                "%.2f s after the start of the JVM: program %.2f s, stores %.2f s, group %.2f s, restore %.2f s;"
                        + " %d records restored",
                seconds(jvm, processing),
                seconds(jvm, starting),
                seconds(starting, open),
                seconds(open, assigned),
                seconds(assigned, processing),
                restored);
    }

    /** A thread may have its first task before the call that starts it has returned. */
    private static double seconds(long from, long to) {
        return Math.max(0, to - from) / MILLIS_PER_SECOND;
    }
}
