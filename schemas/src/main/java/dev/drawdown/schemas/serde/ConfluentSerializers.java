package dev.drawdown.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Confluent's own serializers, found by name, since not everybody can reach the repository that they come from. */
final class ConfluentSerializers {
    static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    private ConfluentSerializers() {}

    @SuppressWarnings("unchecked") // It is a Serializer of Object.
    static <T> Serializer<T> serializer() {
        return (Serializer<T>) made(SERIALIZER, Serializer.class);
    }

    @SuppressWarnings("unchecked") // It is a Deserializer of Object; that it reads generated records is set below.
    static <T> Deserializer<T> deserializer() {
        return (Deserializer<T>) made(DESERIALIZER, Deserializer.class);
    }

    /** Returns {@code configs} so that generated records are read, and registered as other languages know them. */
    static Map<String, Object> settings(Map<String, ?> configs) {
        Map<String, Object> settings = new HashMap<>(configs);
        settings.put("specific.avro.reader", true);
        settings.putIfAbsent("avro.remove.java.properties", true);
        return settings;
    }

    private static <C> C made(String name, Class<C> kind) {
        try {
            return kind.cast(Class.forName(name).getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new ConfigException("Expected " + name + " on the class path for " + SchemaRegistryConfig.SERDE_KIND
                    + "=confluent, but it is not there: build with the Maven profile confluent");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected " + name + " to be made without arguments", e);
        }
    }
}
