package dev.drawdown.launch;

/** A command cannot do what it was asked; the message tells a person why, and what to do. No stack trace is shown. */
public final class CommandFailure extends RuntimeException {
    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
