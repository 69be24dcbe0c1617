package dev.drawdown.embedded;

/** Another program listens on a port that was asked for; the message says which option chooses another. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
