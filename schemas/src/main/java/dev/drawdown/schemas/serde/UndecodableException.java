package dev.drawdown.schemas.serde;

import org.jspecify.annotations.Nullable;

/** A value that could not be read as the record that its topic carries. It has no stack trace: bad input is no bug. */
public final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a value could not be read. */
    public enum Reason {
        /** It does not begin with the magic byte and a schema id. */
        NOT_AVRO,
        /** The registry does not know its schema id. */
        UNKNOWN_SCHEMA,
        /** Its schema is of another record, or one that cannot be resolved against ours. */
        WRONG_SCHEMA,
        /** Its bytes are not what its schema says: truncated, too long, or nonsense. */
        MALFORMED,
        /** The registry did not answer. Nothing is known of the value; it must be tried again. */
        REGISTRY_DOWN;

        /** Returns whether trying again is pointless. */
        public boolean isTheValuesFault() {
            return this != REGISTRY_DOWN;
        }
    }

    private final Reason reason;

    UndecodableException(Reason reason, String message) {
        this(reason, message, null);
    }

    UndecodableException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    /** Returns why the value could not be read. */
    public Reason reason() {
        return reason;
    }
}
