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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, and only what is committed. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    public TopicReader(String bootstrap, Collection<String> topics) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        for (String topic : topics) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on for a moment. */
    public void poll(Consumer<Recorded> to) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            to.accept(recorded(record));
        }
    }

    /** Everything up to where the topics end now. */
    public static Journal readAll(String bootstrap, Collection<String> topics) {
        Journal journal = new Journal();
        try (TopicReader reader = new TopicReader(bootstrap, topics)) {
            Map<TopicPartition, Long> ends = reader.consumer.endOffsets(reader.partitions);
            while (!reader.reached(ends)) {
                reader.poll(journal::add);
            }
        }
        return journal;
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private static Recorded recorded(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
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
