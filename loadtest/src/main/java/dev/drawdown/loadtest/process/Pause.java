package dev.drawdown.loadtest.process;

import dev.drawdown.loadtest.LoadtestFailure;

/** Waits between two looks at another process. */
public final class Pause {
    private Pause() {}

    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadtestFailure("Interrupted");
        }
    }
}
