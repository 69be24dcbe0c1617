package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.LoadtestFailure;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends much, as fast as the broker takes it or as soon as it is told to. */
public final class Shipper implements AutoCloseable {
    private static final int KIBIBYTE = 1 << 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong acknowledged = new AtomicLong();

    /** @param lingerMillis how long a record may wait for others: little for latency, more for bulk */
    public Shipper(Connection connection, int lingerMillis) {
        Map<String, Object> settings = connection.kafka();
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * KIBIBYTE);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 128L * KIBIBYTE * KIBIBYTE);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void send(Shipment shipment) {
        var _ = producer.send(
                new ProducerRecord<>(shipment.topic(), shipment.key(), shipment.value()), (metadata, failed) -> {
                    if (failed == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, failed);
                    }
                });
    }

    /** How many the broker has. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Returns when the broker has all of them. */
    public void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new LoadtestFailure("A record could not be sent: " + failed, failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
