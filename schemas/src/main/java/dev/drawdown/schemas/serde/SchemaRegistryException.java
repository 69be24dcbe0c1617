package dev.drawdown.schemas.serde;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A registry that did not do what it was asked. */
public final class SchemaRegistryException extends KafkaException {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Kind {
        /** It did not answer, or not as a registry does. Worth another try. */
        UNAVAILABLE,
        /** It wants other credentials. Worth another try, once somebody has mended them. */
        DENIED,
        /** It has no such schema or subject. */
        NOT_FOUND,
        /** It does not take the schema, since it breaks compatibility or is invalid. */
        REFUSED,
        /** It has the schema, but that is not Avro. */
        NOT_AVRO
    }

    private final Kind kind;

    public SchemaRegistryException(Kind kind, String message) {
        this(kind, message, null);
    }

    public SchemaRegistryException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Returns what went wrong. */
    public Kind kind() {
        return kind;
    }
}
