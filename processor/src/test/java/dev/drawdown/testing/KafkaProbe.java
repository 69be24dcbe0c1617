package dev.drawdown.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An outside client of a cluster: makes topics, writes records and reads back what was committed. */
public final class KafkaProbe implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);

    private final String bootstrap;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    public KafkaProbe(String bootstrap) {
        this.bootstrap = bootstrap;
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public Admin admin() {
        return admin;
    }

    /** Makes a topic of one replica with these settings. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
        get(admin.createTopics(List.of(topic)).all());
        // The controller has it; the broker follows a moment later.
        Await.until(
                "topic " + name,
                TOPIC_LIMIT,
                () -> get(admin.listTopics().names()).contains(name));
    }

    /** Writes one record and waits until the broker has it. */
    public <V> RecordMetadata send(String topic, String key, V value, Serializer<V> serializer) {
        byte[] keyBytes = new StringSerializer().serialize(topic, key);
        return send(new ProducerRecord<>(topic, keyBytes, serializer.serialize(topic, value)));
    }

    /** Writes a record as it stands and waits until the broker has it. */
    public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError("Expected the broker to take a record, but it did not", failure);
        }
    }

    /** Reads all that is committed in a topic now, partition by partition, in order. */
    public <V> List<ConsumerRecord<String, V>> readAll(String topic, Deserializer<V> deserializer) {
        try (KafkaConsumer<String, V> consumer = consumer(deserializer)) {
            List<TopicPartition> partitions = assignAll(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, V>> records = new ArrayList<>();
            // Transaction markers take offsets too, so the end is a position to reach, not a number of records.
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    public List<ConsumerRecord<String, byte[]>> readAll(String topic) {
        return readAll(topic, new ByteArrayDeserializer());
    }

    /** Reads a topic from its start until what came satisfies the condition, and returns what came. */
    public <V> List<ConsumerRecord<String, V>> readUntil(
            String topic,
            Deserializer<V> deserializer,
            Duration limit,
            Predicate<List<ConsumerRecord<String, V>>> enough) {
        try (KafkaConsumer<String, V> consumer = consumer(deserializer)) {
            assignAll(consumer, topic);
            List<ConsumerRecord<String, V>> records = new ArrayList<>();
            Await.until("more than %s in %s".formatted(records, topic), limit, () -> {
                consumer.poll(POLL).forEach(records::add);
                return enough.test(records);
            });
            return records;
        }
    }

    private <V> KafkaConsumer<String, V> consumer(Deserializer<V> deserializer) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                deserializer);
    }

    private static List<TopicPartition> assignAll(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError("Expected the cluster to agree, but it did not", failure);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
