package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.serde.UndecodableException.Reason;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads generated records from Kafka. What cannot be read is a {@link SerializationException} whose cause is an
 * {@link UndecodableException}, which says whether to give up or to try again.
 *
 * @param <T> the generated record, or {@link SpecificRecord} for whichever of the contract's a value says it is
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    // Kafka lets several threads share a deserializer, a decoder belongs to one.
    private final ThreadLocal<Map<Class<?>, AvroDecoder<? extends T>>> decoders = ThreadLocal.withInitial(HashMap::new);
    private final @Nullable Class<T> type;
    private @Nullable SchemaRegistry registry;

    /** Makes one that must be configured before use, as Kafka does. It reads any record of the contract. */
    public AvroDeserializer() {
        this.type = null;
    }

    /** Makes one that must be configured before use and reads one kind of record. */
    public AvroDeserializer(Class<T> type) {
        this.type = type;
    }

    public AvroDeserializer(Class<T> type, SchemaRegistry registry) {
        this.type = type;
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        registry = HttpSchemaRegistry.connect(configs);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        if (registry == null) {
            throw new IllegalStateException("Expected configure() first");
        }
        try {
            Class<? extends T> wanted = type == null ? typeOf(value, registry) : type;
            return decoderFor(wanted, registry).decode(value);
        } catch (UndecodableException e) {
            throw new SerializationException(topic + ": " + e.getMessage(), e);
        }
    }

    private AvroDecoder<? extends T> decoderFor(Class<? extends T> wanted, SchemaRegistry from) {
        Map<Class<?>, AvroDecoder<? extends T>> mine = decoders.get();
        AvroDecoder<? extends T> decoder = mine.get(wanted);
        if (decoder == null) {
            decoder = new AvroDecoder<>(wanted, from);
            mine.put(wanted, decoder);
        }
        return decoder;
    }

    @SuppressWarnings("unchecked") // Who names no type takes any record: T is SpecificRecord.
    private static <T extends SpecificRecord> Class<? extends T> typeOf(byte[] value, SchemaRegistry registry)
            throws UndecodableException {
        int schemaId = WireFormat.schemaId(value, 0, value.length);
        String name = AvroDecoder.writerSchema(schemaId, registry).getName();
        Class<? extends SpecificRecord> found = RecordTypes.byName(name);
        if (found == null) {
            throw new UndecodableException(
                    Reason.WRONG_SCHEMA,
                    "Expected a record of the contract, but schema " + schemaId + " is of " + name);
        }
        return (Class<? extends T>) found;
    }
}
