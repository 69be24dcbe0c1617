package dev.drawdown.views;

import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Reads records that have been read before, when they were put on the shelf. For one thread. */
final class Records {
    private final SchemaRegistry registry;
    private final Map<Class<?>, AvroDecoder<?>> decoders = new HashMap<>();

    Records(SchemaRegistry registry) {
        this.registry = registry;
    }

    @SuppressWarnings("unchecked") // A type's decoder reads that type.
    <T extends SpecificRecord> T read(Class<T> type, byte[] bytes) {
        AvroDecoder<T> decoder =
                (AvroDecoder<T>) decoders.computeIfAbsent(type, _ -> new AvroDecoder<>(type, registry));
        try {
            return decoder.decode(bytes);
        } catch (UndecodableException failure) {
            throw new IllegalStateException("Expected to read again what was read before, but it failed", failure);
        }
    }
}
