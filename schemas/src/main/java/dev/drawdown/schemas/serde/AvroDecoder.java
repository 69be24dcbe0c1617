package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.serde.UndecodableException.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of record from the wire format, and says why where it cannot. For one thread.
 *
 * <p>How a writer's schema resolves against ours is worked out once per schema id. A topic mostly carries one id at a
 * time, so the last one is at hand without a look into the map.
 *
 * @param <T> the generated record
 */
public final class AvroDecoder<T extends SpecificRecord> {
    private final Schema schema;
    private final SpecificData model;
    private final SchemaRegistry registry;
    private final Map<Integer, Resolution<T>> resolutions = new HashMap<>();
    private @Nullable Resolution<T> recent;
    private @Nullable BinaryDecoder body;

    /** A writer's schema against ours: how to read it, or why that is impossible. */
    private record Resolution<T>(int schemaId, @Nullable DatumReader<T> reader, String refusal) {}

    public AvroDecoder(Class<T> type, SchemaRegistry registry) {
        this.schema = SpecificData.get().getSchema(type);
        this.model = SpecificData.getForClass(type);
        this.registry = registry;
    }

    /** Returns the record that {@code bytes} are. */
    public T decode(byte[] bytes) throws UndecodableException {
        return decode(bytes, 0, bytes.length);
    }

    /** Returns the record that {@code length} of {@code bytes} are, from {@code offset} on. */
    public T decode(byte[] bytes, int offset, int length) throws UndecodableException {
        Resolution<T> resolution = resolutionOf(WireFormat.schemaId(bytes, offset, length));
        DatumReader<T> reader = resolution.reader;
        if (reader == null) {
            throw new UndecodableException(Reason.WRONG_SCHEMA, resolution.refusal);
        }
        body = DecoderFactory.get()
                .binaryDecoder(bytes, offset + WireFormat.HEADER_LENGTH, length - WireFormat.HEADER_LENGTH, body);
        return read(reader, body);
    }

    private T read(DatumReader<T> reader, BinaryDecoder in) throws UndecodableException {
        T record;
        boolean atEnd;
        try {
            record = reader.read(null, in);
            atEnd = in.isEnd();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Hostile bytes surface as whatever Avro trips over; all of it means the same.
            throw new UndecodableException(
                    Reason.MALFORMED, "Expected a " + schema.getName() + ", but its bytes do not parse: " + e, e);
        }
        if (!atEnd) {
            throw new UndecodableException(
                    Reason.MALFORMED, "Expected the value to end with its " + schema.getName() + ", but more follows");
        }
        return record;
    }

    private Resolution<T> resolutionOf(int schemaId) throws UndecodableException {
        Resolution<T> resolution = recent;
        if (resolution != null && resolution.schemaId == schemaId) {
            return resolution;
        }
        resolution = resolutions.get(schemaId);
        if (resolution == null) {
            resolution = resolve(schemaId);
            resolutions.put(schemaId, resolution);
        }
        recent = resolution;
        return resolution;
    }

    private Resolution<T> resolve(int schemaId) throws UndecodableException {
        Schema writer;
        try {
            writer = writerSchema(schemaId, registry);
        } catch (UndecodableException e) {
            if (e.reason() == Reason.WRONG_SCHEMA) {
                return new Resolution<>(schemaId, null, String.valueOf(e.getMessage()));
            }
            throw e;
        }
        if (!canRead(writer)) {
            return new Resolution<>(
                    schemaId,
                    null,
                    "Expected a " + schema.getFullName() + ", but schema " + schemaId + " is of " + writer.getFullName()
                            + ", from which it cannot be read");
        }
        try {
            return new Resolution<>(schemaId, model.getFastReaderBuilder().createDatumReader(writer, schema), "");
        } catch (IOException e) {
            throw new IllegalStateException("Expected to build a reader, which does no I/O", e);
        }
    }

    static Schema writerSchema(int schemaId, SchemaRegistry registry) throws UndecodableException {
        try {
            return registry.byId(schemaId);
        } catch (SchemaRegistryException e) {
            Reason reason = switch (e.kind()) {
                case NOT_FOUND -> Reason.UNKNOWN_SCHEMA;
                case NOT_AVRO -> Reason.WRONG_SCHEMA;
                // Wrong credentials are ours to mend: no reason to give up values that are in order.
                case UNAVAILABLE, DENIED, REFUSED -> Reason.REGISTRY_DOWN;
            };
            throw new UndecodableException(reason, String.valueOf(e.getMessage()), e);
        }
    }

    private boolean canRead(Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(schema, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
