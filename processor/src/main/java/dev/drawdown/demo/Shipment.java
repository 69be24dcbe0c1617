package dev.drawdown.demo;

import dev.drawdown.schemas.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/** Something on its way to a topic. */
sealed interface Shipment {
    /** Returns where it goes. */
    Topic<?> topic();

    /** Returns the key that it goes under. */
    String key();

    /** A record of the contract, to be written as Avro. */
    record Typed(Topic<?> topic, String key, SpecificRecord value) implements Shipment {
        public Typed {
            if (!topic.value().isInstance(value)) {
                throw new IllegalArgumentException("Expected a " + topic.value().getSimpleName() + " for "
                        + topic.name() + ", but got a " + value.getClass().getSimpleName());
            }
        }
    }

    /** Bytes that are no record, one to a character: what a broken producer sends. */
    record Raw(Topic<?> topic, String key, String characters) implements Shipment {
        byte[] value() {
            return characters.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Returns a record on its way to {@code topic}. */
    static <V extends SpecificRecord> Shipment of(Topic<V> topic, String key, V value) {
        return new Typed(topic, key, value);
    }
}
