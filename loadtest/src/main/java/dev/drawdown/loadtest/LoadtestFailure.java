package dev.drawdown.loadtest;

/** A run cannot go on; the message tells a person why. No stack trace is shown. */
public final class LoadtestFailure extends RuntimeException {
    public LoadtestFailure(String message) {
        super(message);
    }

    public LoadtestFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
