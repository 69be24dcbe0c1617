package dev.drawdown.api;

/** Another program listens where this one should. */
public final class PortInUseException extends RuntimeException {
    PortInUseException(String bindAddress, int port, Throwable cause) {
        super("Expected " + bindAddress + ":" + port + " to be free for HTTP, but it cannot be listened on", cause);
    }
}
