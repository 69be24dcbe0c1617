package dev.drawdown.loadtest.workload;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The value of a record to be sent. */
public sealed interface Payload {
    /** A record of the contract, in the wire format, under the subject of the topic that its type belongs to. */
    record Proper(SpecificRecord record) implements Payload {}

    /** The same with only so many of its bytes. */
    record Truncated(SpecificRecord record, int bytes) implements Payload {}

    /** Bytes as they are, in hex digits so that the same are equal, or no value at all. */
    record Raw(@Nullable String hex) implements Payload {}
}
