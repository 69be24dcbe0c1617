package dev.drawdown.topology;

import dev.drawdown.engine.Outcome;

/** A well-formed record that says nothing the engine could be asked. It has no stack trace: bad input is no bug. */
final class UnacceptableException extends Exception {
    private static final long serialVersionUID = 1;

    private final Outcome outcome;

    UnacceptableException(Outcome outcome, String message) {
        super(message, null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
