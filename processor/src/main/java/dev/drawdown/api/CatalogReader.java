package dev.drawdown.api;

import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog as it is now: before each answer it asks how far the topic goes, and reads up to there. So whoever asks,
 * on whatever instance, sees all that was put before; what the engine keeps for itself may be some moments behind.
 *
 * <p>For one thread at a time.
 */
final class CatalogReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    /** What is in the catalog has been read, but nobody says what it means. */
    static final class RegistryAwayException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private RegistryAwayException(UndecodableException cause) {
            super(cause);
        }
    }

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final AvroDecoder<CatalogEntry> decoder;
    private final Duration patience;
    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    /** @param consumer of what is committed only */
    CatalogReader(Consumer<byte[], byte[]> consumer, String topic, SchemaRegistry registry, Duration patience) {
        this.consumer = consumer;
        this.topic = topic;
        this.patience = patience;
        decoder = new AvroDecoder<>(CatalogEntry.class, registry);
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Reads all that is in the catalog by now.
     *
     * @return whether that was possible in time; what was read meanwhile need not be read again
     */
    boolean catchUp() {
        return readUpTo(consumer.endOffsets(partitions, patience));
    }

    /**
     * Reads until a record that is committed has been read.
     *
     * <p>The broker says that it commits before readers see it, so the end that it tells may still lie before that record.
     *
     * @return whether that was possible in time
     */
    boolean reach(int partition, long offset) {
        return readUpTo(Map.of(new TopicPartition(topic, partition), offset + 1));
    }

    private boolean readUpTo(Map<TopicPartition, Long> ends) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (isBehind(ends)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            consumer.poll(POLL).forEach(this::read);
        }
        return true;
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        for (TopicPartition partition : partitions) {
            if (consumer.position(partition, patience) < ends.getOrDefault(partition, 0L)) {
                return true;
            }
        }
        return false;
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            entries.remove(key);
        } else {
            entries.put(key, record.value());
        }
    }

    /**
     * Returns an entry; null where there is none, or none that can be decoded, which is none for the engine either.
     *
     * @throws RegistryAwayException if that cannot be told now
     */
    @Nullable
    CatalogEntry entry(String key) {
        return decoded(entries.get(key));
    }

    /** Returns the entry under a key, and those under what is below it. */
    List<CatalogEntry> entries(String key) {
        List<CatalogEntry> found = new ArrayList<>();
        add(found, entries.get(key));
        entries.subMap(key + "/", key + "0").values().forEach(value -> add(found, value));
        return found;
    }

    private void add(List<CatalogEntry> found, byte @Nullable [] value) {
        CatalogEntry entry = decoded(value);
        if (entry != null) {
            found.add(entry);
        }
    }

    private @Nullable CatalogEntry decoded(byte @Nullable [] value) {
        try {
            return value == null ? null : decoder.decode(value);
        } catch (UndecodableException e) {
            if (e.reason().isTheValuesFault()) {
                return null;
            }
            throw new RegistryAwayException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
