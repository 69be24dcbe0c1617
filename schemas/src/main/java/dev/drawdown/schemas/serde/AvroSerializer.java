package dev.drawdown.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated records to Kafka. Its subject is the topic's name and {@code -value}, or {@code -key}.
 *
 * @param <T> the generated record, or {@link SpecificRecord} for any
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    // Kafka lets several threads share a serializer, an encoder belongs to one.
    private final ThreadLocal<Map<Use, AvroEncoder<T>>> encoders = ThreadLocal.withInitial(HashMap::new);
    private @Nullable SchemaRegistry registry;
    private Registration registration = Registration.REGISTER;
    private String suffix = "-value";

    private record Use(String topic, Class<?> type) {}

    /** Makes one that must be configured before use, as Kafka does. */
    public AvroSerializer() {}

    public AvroSerializer(SchemaRegistry registry, Registration registration) {
        this.registry = registry;
        this.registration = registration;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SchemaRegistryConfig config = new SchemaRegistryConfig(configs);
        registry = HttpSchemaRegistry.connect(config);
        registration = config.registration();
        suffix = isKey ? "-key" : "-value";
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        Map<Use, AvroEncoder<T>> mine = encoders.get();
        Use use = new Use(topic, record.getClass());
        AvroEncoder<T> encoder = mine.get(use);
        if (encoder == null) {
            encoder = encoderFor(topic, record);
            mine.put(use, encoder);
        }
        return encoder.encode(record);
    }

    @SuppressWarnings("unchecked") // The class of a T.
    private AvroEncoder<T> encoderFor(String topic, T record) {
        if (registry == null) {
            throw new IllegalStateException("Expected configure() first");
        }
        try {
            return AvroEncoder.forSubject(topic + suffix, (Class<T>) record.getClass(), registry, registration);
        } catch (SchemaRegistryException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }
}
