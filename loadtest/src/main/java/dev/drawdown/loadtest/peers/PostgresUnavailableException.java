package dev.drawdown.loadtest.peers;

/** PostgreSQL cannot run on this machine, or not as this user. */
final class PostgresUnavailableException extends RuntimeException {
    PostgresUnavailableException(String message) {
        super(message);
    }
}
