package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.WireSchema;
import dev.drawdown.schemas.serde.SchemaRegistry.RegisteredSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one kind of record in the wire format, for one subject. For one thread: its buffers are used again.
 *
 * @param <T> the generated record
 */
public final class AvroEncoder<T extends SpecificRecord> {
    private final String name;
    private final int schemaId;
    private final DatumWriter<T> writer;
    /** Into the version that is to be written, where that is not our own. */
    private final @Nullable SchemaConversion conversion;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private @Nullable BinaryEncoder body;

    private AvroEncoder(Class<T> type, int schemaId, @Nullable SchemaConversion conversion) {
        Schema schema = SpecificData.get().getSchema(type);
        this.name = schema.getName();
        this.schemaId = schemaId;
        this.writer = new SpecificDatumWriter<>(schema, SpecificData.getForClass(type));
        this.conversion = conversion;
    }

    /** Returns an encoder for the values of {@code topic}. */
    public static <T extends SpecificRecord> AvroEncoder<T> forTopic(
            Topic<T> topic, SchemaRegistry registry, Registration registration) {
        return forSubject(topic.subject(), topic.value(), registry, registration);
    }

    /** Returns an encoder for records under {@code subject}; the registry is asked here, and not again. */
    public static <T extends SpecificRecord> AvroEncoder<T> forSubject(
            String subject, Class<T> type, SchemaRegistry registry, Registration registration) {
        Schema ours = WireSchema.of(SpecificData.get().getSchema(type));
        return switch (registration) {
            case REGISTER -> new AvroEncoder<>(type, registry.register(subject, ours), null);
            case LOOK_UP -> new AvroEncoder<>(type, registry.idOf(subject, ours), null);
            case LATEST -> {
                RegisteredSchema latest = registry.latest(subject);
                yield new AvroEncoder<>(type, latest.id(), SchemaConversion.between(ours, latest.schema()));
            }
        };
    }

    /** Returns the bytes of a record that has been written by hand, in the order of our own version of the schema. */
    public byte[] frame(AvroBytes record) {
        byte[] bytes = record.framed(schemaId);
        try {
            return conversion == null ? bytes : conversion.convert(bytes);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("Expected a complete " + name + ", but " + e.getMessage(), e);
        }
    }

    /** Returns the bytes of {@code record}. */
    public byte[] encode(T record) {
        // Before the reset, since it flushes what a failed record may have left behind.
        body = EncoderFactory.get().binaryEncoder(out, body);
        out.reset();
        WireFormat.writeHeader(out, schemaId);
        try {
            writer.write(record, body);
            body.flush();
            byte[] bytes = out.toByteArray();
            return conversion == null ? bytes : conversion.convert(bytes);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("Expected a complete " + name + ", but " + e.getMessage(), e);
        }
    }
}
