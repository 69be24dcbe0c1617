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

    /** The instant of a beat, of which the first is 0. */
    long intended(long beat) {
        return startNanos + beat * SECOND_NANOS / perSecond;
    }

    /** Returns when the beat is due, or earlier if it is over. */
    void await(long beat, BooleanSupplier isOver) {
        long due = intended(beat);
        while (System.nanoTime() - due < 0 && !isOver.getAsBoolean()) {
            LockSupport.parkNanos(Math.max(NAP_NANOS, due - System.nanoTime()));
        }
    }
}
