package dev.drawdown.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of a generated record, for Kafka Streams. {@code serde.kind=confluent} hands the work to Confluent's
 * serializers, which write the same bytes.
 *
 * @param <T> the generated record, or {@link SpecificRecord} for any of the contract's
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private final @Nullable Class<T> type;
    private Serializer<T> serializer;
    private Deserializer<T> deserializer;

    /** Makes one that must be configured before use, as Kafka does. It takes any record of the contract. */
    public AvroSerde() {
        this.type = null;
        this.serializer = new AvroSerializer<>();
        this.deserializer = new AvroDeserializer<>();
    }

    public AvroSerde(Class<T> type, SchemaRegistry registry, Registration registration) {
        this.type = type;
        this.serializer = new AvroSerializer<>(registry, registration);
        this.deserializer = new AvroDeserializer<>(type, registry);
    }

    /** Returns a serde for one kind of record at the registry that {@code configs} name. */
    public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type, Map<String, ?> configs) {
        SchemaRegistryConfig config = new SchemaRegistryConfig(configs);
        AvroSerde<T> serde = new AvroSerde<>(type, HttpSchemaRegistry.connect(config), config.registration());
        if (config.serdeKind() == SerdeKind.CONFLUENT) {
            serde.configure(configs, false);
        }
        return serde;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (new SchemaRegistryConfig(configs).serdeKind() == SerdeKind.CONFLUENT) {
            serializer = ConfluentSerializers.serializer();
            deserializer = ConfluentSerializers.deserializer();
            serializer.configure(ConfluentSerializers.settings(configs), isKey);
            deserializer.configure(ConfluentSerializers.settings(configs), isKey);
            return;
        }
        deserializer = type == null ? new AvroDeserializer<>() : new AvroDeserializer<>(type);
        serializer.configure(configs, isKey);
        deserializer.configure(configs, isKey);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }
}
