package dev.drawdown.loadtest.measure;

import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.client.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Follows the ledger as an ordinary reader of committed entries does, and says which inputs have come to be in it. */
public final class LedgerTail implements AutoCloseable {
    private static final String LEDGER = "wallet.ledger";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int HEADER_BYTES = 5;

    /** Of an entry nothing but its input is read; Avro skips the rest. */
    private static final Schema INPUT_ONLY = SchemaBuilder.record("LedgerEntry")
            .namespace("dev.drawdown.schemas")
            .fields()
            .requiredString("input_id")
            .endRecord();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Registry registry;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private final Map<Integer, String> lastInputs = new HashMap<>();
    private @Nullable BinaryDecoder decoder;
    private @Nullable GenericRecord reused;

    /** Is told of each input with entries, once. */
    @FunctionalInterface
    public interface Sink {
        void readable(String inputId, long nanos);
    }

    /** Begins at the ledger's end. */
    public LedgerTail(Connection connection, Registry registry) {
        this.registry = registry;
        Map<String, Object> settings = connection.kafka();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(LEDGER)
                .forEach(partition -> partitions.add(new TopicPartition(LEDGER, partition.partition())));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads on for a moment. An input's further entries lie right behind its first, and are not told of. */
    public void poll(Sink to) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String inputId = inputId(record.value());
            if (!inputId.equals(lastInputs.put(record.partition(), inputId))) {
                to.readable(inputId, now);
            }
        }
    }

    /** Whether it has seen all that is committed by now. */
    public boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private String inputId(byte[] value) {
        int id = ByteBuffer.wrap(value).getInt(1);
        GenericDatumReader<GenericRecord> reader = readers.computeIfAbsent(id, this::reader);
        decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
        try {
            GenericRecord entry = reader.read(reused, decoder);
            reused = entry;
            return entry.get("input_id").toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private GenericDatumReader<GenericRecord> reader(int id) {
        Schema writer = registry.find(id);
        if (writer == null) {
            throw new IllegalStateException("Expected the registry to know schema " + id + " of the ledger");
        }
        return new GenericDatumReader<>(writer, INPUT_ONLY);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
