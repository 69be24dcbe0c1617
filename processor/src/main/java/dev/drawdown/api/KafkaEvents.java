package dev.drawdown.api;

import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.JsonEncoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends events through their topics. What is on its way is bounded, well below what the producer can hold: beyond that a
 * batch is turned away whole, before any of it is sent, rather than kept waiting.
 */
public final class KafkaEvents implements EventPort {
    /** Half of a producer's default memory. */
    static final int MAX_BYTES_ON_THEIR_WAY = 16 << 20;

    private final Producer<byte[], byte[]> producer;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(MAX_BYTES_ON_THEIR_WAY);
    private final Topic<?> usageTopic;
    private final Topic<?> leadTopic;
    private final JsonEncoder usage;
    private final JsonEncoder leads;

    public KafkaEvents(Producer<byte[], byte[]> producer, Topics topics, SchemaRegistry registry, InstantSource clock) {
        this.producer = producer;
        this.clock = clock;
        usageTopic = topics.usageEvents;
        leadTopic = topics.leadEvents;
        usage = new JsonEncoder(usageTopic, registry);
        leads = new JsonEncoder(leadTopic, registry);
    }

    @Override
    public @Nullable List<@Nullable String> send(List<Event> events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        Instant now = clock.instant();
        int bytes = 0;
        for (Event event : events) {
            ProducerRecord<byte[], byte[]> record = record(event, now);
            records.add(record);
            bytes += record.key().length + record.value().length;
        }
        if (!room.tryAcquire(bytes)) {
            return null;
        }
        try {
            return send(records, new ArrayList<>(records.size()));
        } finally {
            room.release(bytes);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Event event, Instant now) {
        byte[] key = event.walletId().getBytes(StandardCharsets.UTF_8);
        return switch (event.kind()) {
            case USAGE -> new ProducerRecord<>(usageTopic.name(), key, usage.encode(event.fields(), now));
            case LEAD -> new ProducerRecord<>(leadTopic.name(), key, leads.encode(event.fields(), now));
        };
    }

    private List<@Nullable String> send(
            List<ProducerRecord<byte[], byte[]>> records, List<@Nullable Future<RecordMetadata>> sent) {
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(trySend(record));
        }
        List<@Nullable String> failures = new ArrayList<>(sent.size());
        for (Future<RecordMetadata> each : sent) {
            failures.add(failureOf(each));
        }
        return failures;
    }

    private @Nullable Future<RecordMetadata> trySend(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record);
        } catch (KafkaException e) {
            return null;
        }
    }

    private static @Nullable String failureOf(@Nullable Future<RecordMetadata> sent) {
        if (sent == null) {
            return "it could not be asked";
        }
        try {
            var _ = sent.get();
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return "it did not (" + (cause == null ? e : cause).getClass().getSimpleName() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "this instance is stopping";
        }
    }
}
