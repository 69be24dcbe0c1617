package dev.drawdown.schemas;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic of the contract: its name, who writes it, and what lies in it.
 *
 * @param <V> its value: a generated record, or {@code byte[]} where a record's own bytes are passed on
 */
public record Topic<V>(String name, Direction direction, Key key, Class<V> value, Kind kind) {

    /** Which way a topic lies, seen from Drawdown. */
    public enum Direction {
        IN,
        OUT,
        /** Between Drawdown's own processors, keyed anew; nobody else reads or writes it. */
        WITHIN
    }

    /** What the key of a record names, always in plain UTF-8. */
    public enum Key {
        WALLET,
        OWNER,
        /** {@code price/<meter>} or {@code plan/<id>}. */
        CATALOG,
        /** Whatever the refused input had, even nothing. */
        OF_THE_INPUT
    }

    /** How long a record stays. */
    public enum Kind {
        /** As long as the cluster keeps records by default. */
        STREAM,
        /** For ever. */
        KEPT,
        /** Until a newer one of the same key. */
        COMPACTED
    }

    /** Returns whether its values are Avro, and so have a subject in the registry. */
    public boolean isAvro() {
        return SpecificRecord.class.isAssignableFrom(value);
    }

    /** Returns the subject of its values in the registry. */
    public String subject() {
        requireAvro();
        return name + "-value";
    }

    /** Returns the schema of its values, as it is registered under its subject. */
    public Schema schema() {
        requireAvro();
        return WireSchema.of(SpecificData.get().getSchema(value));
    }

    /**
     * Returns the settings that the topic needs, by Kafka's names. What is not among them is the cluster's to choose:
     * replication, {@code min.insync.replicas}, the retention of a stream, and compression, which stays the producer's
     * so that no broker compresses anew.
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cleanup.policy", kind == Kind.COMPACTED ? "compact" : "delete");
        if (kind == Kind.KEPT) {
            settings.put("retention.ms", "-1");
            settings.put("retention.bytes", "-1");
        }
        if (direction != Direction.OUT) {
            // The engine's clock is the broker's: a producer's own timestamp could jump over every expiry.
            settings.put("message.timestamp.type", "LogAppendTime");
        }
        return Collections.unmodifiableMap(settings);
    }

    private void requireAvro() {
        if (!isAvro()) {
            throw new IllegalStateException("Expected Avro values in " + name + ", but they are plain bytes");
        }
    }
}
