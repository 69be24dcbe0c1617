package dev.drawdown.loadtest.measure;

import dev.drawdown.loadtest.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sees when each partition of the ledger shows an entry again, as an ordinary reader of committed entries does.
 *
 * <p>The last stable offset would not do: the marker that ends a killed instance's transaction moves it, too.
 */
public final class LedgerWatch implements AutoCloseable {
    public static final String LEDGER = "wallet.ledger";

    private static final int BACKOFF_MILLIS = 100;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<Integer> active = new TreeSet<>();
    private final Map<Integer, Long> staleBelow = new HashMap<>();
    private final Map<Integer, Long> freshNanos = new HashMap<>();
    private long entries;

    /** Begins at the ledger's end. */
    public LedgerWatch(Connection connection) {
        Map<String, Object> settings = connection.kafka();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        // A broker that was killed should be found again at once.
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, BACKOFF_MILLIS);
        settings.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, BACKOFF_MILLIS);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(LEDGER)
                .forEach(partition -> partitions.add(new TopicPartition(LEDGER, partition.partition())));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** The partitions that have shown any entry so far. */
    public Set<Integer> active() {
        return Set.copyOf(active);
    }

    /** How many entries it has seen. */
    public long entries() {
        return entries;
    }

    /** From now on only what lies at these offsets or beyond counts as fresh. */
    public void awaitBeyond(Map<TopicPartition, Long> ends) {
        staleBelow.clear();
        freshNanos.clear();
        ends.forEach((partition, end) -> staleBelow.put(partition.partition(), end));
    }

    /** Reads on, for so long at most. */
    public void poll(Duration atMost) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            entries++;
            active.add(record.partition());
            if (record.offset() >= staleBelow.getOrDefault(record.partition(), Long.MAX_VALUE)) {
                freshNanos.putIfAbsent(record.partition(), System.nanoTime());
            }
        }
    }

    /** Whether each of these partitions has shown a fresh entry. */
    public boolean hasAll(Collection<Integer> partitions) {
        return freshNanos.keySet().containsAll(partitions);
    }

    /** When the first of these partitions did, by {@link System#nanoTime}. */
    public long firstNanos(Collection<Integer> partitions) {
        return partitions.stream().mapToLong(this::freshNanos).min().orElseThrow();
    }

    /** When the last of them did. */
    public long lastNanos(Collection<Integer> partitions) {
        return partitions.stream().mapToLong(this::freshNanos).max().orElseThrow();
    }

    private long freshNanos(int partition) {
        Long nanos = freshNanos.get(partition);
        if (nanos == null) {
            throw new IllegalStateException("Expected a fresh entry in partition " + partition + ", but there is none");
        }
        return nanos;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
