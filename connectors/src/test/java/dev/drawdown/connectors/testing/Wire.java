package dev.drawdown.connectors.testing;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroSerializer;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** An outside client of the topics: makes them, writes to them what a test wants, and reads what is there. */
public final class Wire implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int HEADER = 5;

    private final Map<String, Object> clients;
    private final AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
    private final SchemaRegistry registry;
    private final Producer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

    public Wire(String bootstrap, String registryUrl) {
        this(Map.of("bootstrap.servers", bootstrap), Map.of("schema.registry.url", registryUrl));
    }

    /** One that says to brokers and registry what they want to hear. */
    public Wire(Map<String, String> clients, Map<String, String> registrySettings) {
        this.clients = Map.copyOf(clients);
        values.configure(registrySettings, false);
        registry = HttpSchemaRegistry.connect(registrySettings);
        producer = producer(Map.of());
    }

    private Producer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.putAll(more);
        settings.put("linger.ms", 5);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    public void createTopics(Topics topics, int partitions) throws Exception {
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), Optional.of(partitions), Optional.empty())
                                    .configs(topic.settings()))
                            .toList())
                    .all()
                    .get();
        }
    }

    public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) throws Exception {
        send(topic, topic.name(), key, value);
    }

    /** Writes what belongs to one topic to another. */
    public <V extends SpecificRecord> void send(Topic<V> of, String to, String key, V value) throws Exception {
        write(to, key, bytes(of, value));
    }

    public void sendRaw(Topic<?> topic, String key, byte[] value) throws Exception {
        write(topic.name(), key, value);
    }

    public void tombstone(Topic<?> topic, String key) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), key, null)).get();
    }

    private <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
        return Objects.requireNonNull(values.serialize(topic.name(), value));
    }

    private void write(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    /** Hands a record to the producer, which writes it in its own time. */
    public <V extends SpecificRecord> void offer(Topic<V> topic, String key, V value) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), key, bytes(topic, value)), (_, failure) -> {
            if (failure != null) {
                refused.compareAndSet(null, failure);
            }
        });
    }

    /** Waits until all that was offered is written. */
    public void flush() {
        producer.flush();
        if (refused.get() != null) {
            throw new AssertionError("Expected the broker to take all records, but it did not", refused.get());
        }
    }

    /** Writes a record in a transaction that is then aborted. */
    public <V extends SpecificRecord> void sendAndAbort(Topic<V> topic, String key, V value) throws Exception {
        try (Producer<String, byte[]> transactional =
                producer(Map.of("transactional.id", "test-" + UUID.randomUUID()))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional
                    .send(new ProducerRecord<>(topic.name(), key, bytes(topic, value)))
                    .get();
            transactional.abortTransaction();
        }
    }

    /** Writes a record as a version of its schema does that has more fields. */
    public <V extends SpecificRecord> void sendWithMore(
            Topic<V> topic, String key, V value, String moreFields, Map<String, Object> more) throws Exception {
        Schema ours = topic.schema();
        String json = ours.toString();
        Schema newer = new Schema.Parser().parse(json.substring(0, json.length() - 2) + "," + moreFields + "]}");
        byte[] old = bytes(topic, value);
        GenericRecord record = new GenericDatumReader<GenericRecord>(ours, newer)
                .read(null, DecoderFactory.get().binaryDecoder(old, HEADER, old.length - HEADER, null));
        more.forEach(record::put);
        write(topic.name(), key, framed(registry.register(topic.subject(), newer), record));
    }

    private static byte[] framed(int id, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema(), GenericData.get()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Reads a topic from its start until there are so many records. */
    public List<ConsumerRecord<String, byte[]>> readAll(String topic, int wanted) throws Exception {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            Await.until(wanted + " records in " + topic, LIMIT, () -> {
                consumer.poll(POLL).forEach(records::add);
                return records.size() >= wanted;
            });
        }
        return records;
    }

    /** Reads all that is committed in a topic now. */
    public List<ConsumerRecord<String, byte[]>> readAll(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            // Transaction markers take offsets too, so the end is a position to reach, not a number of records.
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** Reads all records that are committed in a topic now. */
    public <V extends SpecificRecord> List<V> read(Topic<V> topic) throws Exception {
        AvroDecoder<V> decoder = new AvroDecoder<>(topic.value(), registry);
        List<V> records = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : readAll(topic.name())) {
            records.add(decoder.decode(record.value()));
        }
        return records;
    }

    private KafkaConsumer<String, byte[]> consumer(String topic) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    @Override
    public void close() {
        producer.close();
        values.close();
    }
}
