package dev.drawdown.payments.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notes to whoever keeps the state of the request that they are about. */
final class Notes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Notes.class);

    /** Stripe waits some 30 seconds for an answer to a webhook. */
    private static final Duration SURELY_WITHIN = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    Notes(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Sends through a producer of its own.
     *
     * @param settings of the producer, as the installation has them
     */
    static Notes to(String topic, Map<String, ?> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new Notes(new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer()), topic);
    }

    /** Sends a note; one that gets lost is made up for by the state that waits for it. */
    void send(Note note) {
        var _ = producer.send(record(note), (sent, failure) -> {
            if (failure != null) {
                log.warn("A note on {} could not be sent: {}", note.requestId(), failure.toString());
            }
        });
    }

    /** Sends a note, and returns whether the broker has it. */
    boolean sendSurely(Note note) {
        return sendSurely(topic, note.key(), NoteCodec.encode(note));
    }

    /** Sends a record to any topic, and returns whether the broker has it. */
    boolean sendSurely(String anyTopic, byte[] key, byte[] value) {
        try {
            var _ = producer.send(new ProducerRecord<>(anyTopic, key, value))
                    .get(SURELY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException failure) {
            log.warn("A record for {} could not be sent: {}", anyTopic, failure.toString());
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> record(Note note) {
        return new ProducerRecord<>(topic, note.key(), NoteCodec.encode(note));
    }

    @Override
    public void close() {
        producer.close();
    }
}
