package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records that a topic may carry, by name.
 *
 * <p>A closed list: to load whatever class a writer's schema names would let a producer choose what runs in the reader.
 */
final class RecordTypes {
    private static final Map<String, Class<? extends SpecificRecord>> BY_NAME = Topics.unprefixed().all().stream()
            .filter(Topic::isAvro)
            .map(topic -> topic.value().<SpecificRecord>asSubclass(SpecificRecord.class))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private RecordTypes() {}

    static @Nullable Class<? extends SpecificRecord> byName(String name) {
        return BY_NAME.get(name);
    }
}
