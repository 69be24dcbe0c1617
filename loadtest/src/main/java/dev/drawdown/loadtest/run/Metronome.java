package dev.drawdown.loadtest.run;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * So many beats a second, each at its intended instant whatever came before.
 *
 * <p>Who waits sleeps a millisecond at least and then has all beats that have come due meanwhile: to wake for each of 20,000 a
 * second would take more of a core than what there is to do at it. What is measured begins at the intended instant, so that
 * this millisecond counts.
 */
record Metronome(long startNanos, int perSecond) {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long NAP_NANOS = 1_000_000;
    private static final long LONGEST_NAP_NANOS = 50_000_000;

    /** The instant of a beat, of which the first is 0. */
    long intended(long beat) {
        return startNanos + beat * SECOND_NANOS / perSecond;
    }

    /** How many beats were due at an instant. */
    long beatsUntil(long nanos) {
        return Math.ceilDiv((nanos - startNanos) * perSecond, SECOND_NANOS);
    }

    /** Waits until a beat is due. */
    void await(long beat) {
        var _ = await(beat, () -> false);
    }

    /**
     * Waits for a beat.
     *
     * @return false, and soon, if it is over before that
     */
    boolean await(long beat, BooleanSupplier isOver) {
        long due = intended(beat);
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
            if (isOver.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(Math.clamp(early, NAP_NANOS, LONGEST_NAP_NANOS));
        }
        return true;
    }
}
