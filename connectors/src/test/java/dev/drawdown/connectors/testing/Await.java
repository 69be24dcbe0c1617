package dev.drawdown.connectors.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what somebody else brings about, up to a limit, looking again five times a second. */
public final class Await {
    private static final long LOOK_AGAIN_NANOS = 200_000_000;

    private Await() {}

    /** Waits until the condition holds; after the limit it fails with what was expected. */
    public static void until(String expected, Duration limit, Callable<Boolean> condition) throws Exception {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("Expected %s within %s, but it did not come".formatted(expected, limit));
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
