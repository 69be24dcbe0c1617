package dev.drawdown.postgres;

/** PostgreSQL cannot run on this machine, not as this user, or not on this port. */
public final class PostgresUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PostgresUnavailableException(String message) {
        super(message);
    }
}
