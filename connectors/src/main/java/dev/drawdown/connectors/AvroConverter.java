package dev.drawdown.connectors;

import dev.drawdown.schemas.serde.GenericDecoder;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in Confluent's wire format for the sinks of Kafka Connect, and needs nothing but Maven Central.
 *
 * <p>Its settings are those of {@link dev.drawdown.schemas.serde.SchemaRegistryConfig} and {@value #RECORD_NAME}. For sinks
 * only: nothing goes back from a warehouse into Drawdown.
 */
public final class AvroConverter implements Converter {
    /** The only record that a topic may carry, by its full name; any other would add its fields to the table. */
    public static final String RECORD_NAME = "record.name";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    RECORD_NAME,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "Full name of the only record that is let through; all others go to the dead letters.");

    /** By the writer's schema itself: the decoder gives the same object for the same id, and comparing schemas is slow. */
    private final IdentityHashMap<org.apache.avro.Schema, StructMapping> mappings = new IdentityHashMap<>();

    private @Nullable GenericDecoder decoder;
    private @Nullable String recordName;

    /** Makes one that must be configured before use, as Connect does. */
    public AvroConverter() {}

    AvroConverter(SchemaRegistry registry, @Nullable String recordName) {
        this.decoder = new GenericDecoder(registry);
        this.recordName = recordName;
    }

    @Override
    public ConfigDef config() {
        return DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (isKey) {
            throw new ConfigException("Expected to convert values, but keys are plain text; set key.converter to"
                    + " org.apache.kafka.connect.storage.StringConverter");
        }
        Object name = configs.get(RECORD_NAME);
        recordName = name == null ? null : name.toString();
        decoder = new GenericDecoder(HttpSchemaRegistry.connect(configs));
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        if (decoder == null) {
            throw new IllegalStateException("Expected configure() first");
        }
        try {
            GenericRecord record = decoder.decode(value);
            StructMapping mapping = mappingOf(topic, record.getSchema());
            return new SchemaAndValue(mapping.schema(), mapping.apply(record));
        } catch (UndecodableException e) {
            String message = topic + ": " + e.getMessage();
            throw e.reason().isTheValuesFault() ? new DataException(message, e) : new RetriableException(message, e);
        }
    }

    private StructMapping mappingOf(String topic, org.apache.avro.Schema writer) {
        StructMapping mapping = mappings.get(writer);
        if (mapping == null) {
            if (recordName != null && !recordName.equals(writer.getFullName())) {
                throw new DataException(
                        topic + ": Expected a " + recordName + ", but the value is a " + writer.getFullName());
            }
            mapping = StructMapping.of(writer);
            mappings.put(writer, mapping);
        }
        return mapping;
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new DataException("Expected to read " + topic + " into a sink, but a source would write to it;"
                + " Drawdown's topics are written by Drawdown and its producers only");
    }
}
