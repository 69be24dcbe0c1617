package dev.drawdown.demo;

import dev.drawdown.schemas.serde.AvroSerializer;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends shipments by a plain producer, as any other client would. */
final class Outbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Producer<String, byte[]> producer;
    private final AvroSerializer<SpecificRecord> values;

    Outbox(String bootstrap, String registryUrl) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "demo-traffic",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new StringSerializer(),
                new ByteArraySerializer());
        this.values = new AvroSerializer<>();
        values.configure(Map.of(SchemaRegistryConfig.URL, registryUrl), false);
    }

    void send(List<Shipment> shipments) {
        shipments.forEach(this::send);
    }

    void send(Shipment shipment) {
        byte[] bytes = switch (shipment) {
            case Shipment.Typed typed -> values.serialize(typed.topic().name(), typed.value());
            case Shipment.Raw raw -> raw.value();
        };
        var _ = producer.send(new ProducerRecord<>(shipment.topic().name(), shipment.key(), bytes), (_, failure) -> {
            if (failure != null) {
                log.warn("Could not send to {}: {}", shipment.topic().name(), failure.getMessage());
            }
        });
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        try {
            producer.close(PATIENCE);
        } catch (InterruptException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
