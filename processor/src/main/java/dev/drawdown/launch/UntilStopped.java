package dev.drawdown.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a command running until the process is told to end (Ctrl-C, SIGTERM), and the process until the command has
 * closed what it opened.
 */
public final class UntilStopped implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Begins to listen for the signal.
     *
     * @param closing how long closing may take before the process ends all the same
     */
    public UntilStopped(Duration closing) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            asked.countDown();
            awaitQuietly(closing);
        }));
    }

    /** Returns when the process is told to end. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Returns whether the process has been told to end. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Says that everything is closed, so that the process may end. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void awaitQuietly(Duration limit) {
        try {
            closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
