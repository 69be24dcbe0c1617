package dev.drawdown.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process brings about, up to a limit, looking again every few milliseconds. */
public final class Await {
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private Await() {}

    /** Waits until the condition holds; after the limit it fails with what was expected. */
    public static void until(String expected, Duration limit, Callable<Boolean> condition) {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("Expected %s within %s, but it did not come".formatted(expected, limit));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError("Expected an answer to whether it holds, but looking failed", failure);
        }
    }
}
