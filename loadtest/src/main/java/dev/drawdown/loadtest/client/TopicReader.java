package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.audit.Journal;
import dev.drawdown.loadtest.audit.Recorded;
import dev.drawdown.loadtest.model.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, and only what is committed. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    public TopicReader(Connection connection, Collection<String> topics) {
        this(connection, topics, partition -> true);
    }

    /** Reads only some of the topics' partitions. */
    public TopicReader(Connection connection, Collection<String> topics, Predicate<TopicPartition> chosen) {
        Map<String, Object> settings = connection.kafka();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // It is told where to begin; to go on elsewhere would pass over what it was to read.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (String topic : topics) {
            consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .filter(chosen)
                    .forEach(partitions::add);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on for a moment, and returns how many records there were. */
    public int poll(Consumer<Recorded> to) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            to.accept(recorded(record));
        }
        return records.count();
    }

    /** Everything up to where the topics end now. */
    public static Journal readAll(Connection connection, Collection<String> topics) {
        Journal journal = new Journal();
        try (TopicReader reader = new TopicReader(connection, topics)) {
            Map<TopicPartition, Long> ends = reader.ends();
            while (!reader.reached(ends)) {
                reader.poll(journal::add);
            }
        }
        return journal;
    }

    /** Goes on from where another reader came to. */
    void seek(Map<TopicPartition, Long> positions) {
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position != null) {
                consumer.seek(partition, position);
            }
        }
    }

    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /** Where the partitions end now. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** How many offsets there are from here to there. */
    long distance(Map<TopicPartition, Long> ends) {
        long distance = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            distance += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return distance;
    }

    boolean reached(Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private static Recorded recorded(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>(0);
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Recorded(
                new Source(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                Recorded.bytes(record.key()),
                Recorded.bytes(record.value()),
                headers);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
