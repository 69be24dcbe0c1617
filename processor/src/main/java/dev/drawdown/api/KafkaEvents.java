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
import org.apache.kafka.common.errors.RecordTooLargeException;
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
    private final Semaphore room;
    private final Topic<?> usageTopic;
    private final Topic<?> leadTopic;
    private final JsonEncoder usage;
    private final JsonEncoder leads;

    public KafkaEvents(Producer<byte[], byte[]> producer, Topics topics, SchemaRegistry registry, InstantSource clock) {
        this(producer, topics, registry, clock, MAX_BYTES_ON_THEIR_WAY);
    }

    KafkaEvents(
            Producer<byte[], byte[]> producer,
            Topics topics,
            SchemaRegistry registry,
            InstantSource clock,
            int maxBytesOnTheirWay) {
        this.producer = producer;
        this.clock = clock;
        room = new Semaphore(maxBytesOnTheirWay);
        usageTopic = topics.usageEvents;
        leadTopic = topics.leadEvents;
        usage = new JsonEncoder(usageTopic, registry);
        leads = new JsonEncoder(leadTopic, registry);
    }

    @Override
    public @Nullable List<Fate> send(List<Event> events) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        Instant now = clock.instant();
        int bytes = 0;
        for (Event event : events) {
            ProducerRecord<byte[], byte[]> record = record(event, now);
            records.add(record);
            bytes += bytesOf(record);
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

    private static int bytesOf(ProducerRecord<byte[], byte[]> record) {
        return record.key().length + record.value().length;
    }

    private List<Fate> send(List<ProducerRecord<byte[], byte[]>> records, List<@Nullable Future<RecordMetadata>> sent) {
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(trySend(record));
        }
        List<Fate> fates = new ArrayList<>(sent.size());
        for (int at = 0; at < sent.size(); at++) {
            fates.add(fateOf(records.get(at), sent.get(at)));
        }
        return fates;
    }

    private @Nullable Future<RecordMetadata> trySend(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record);
        } catch (KafkaException e) {
            return null;
        }
    }

    private static Fate fateOf(ProducerRecord<byte[], byte[]> record, @Nullable Future<RecordMetadata> sent) {
        if (sent == null) {
            return new Fate.Unknown("it could not be asked");
        }
        try {
            var _ = sent.get();
            return new Fate.Taken();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof RecordTooLargeException
                    ? tooLarge(record)
                    : new Fate.Unknown("it did not ("
                            + (cause == null ? e : cause).getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fate.Unknown("this instance is stopping");
        }
    }

    /** By the producer's measure or by the broker's; neither lets it pass at another time. */
    private static Fate tooLarge(ProducerRecord<byte[], byte[]> record) {
        return new Fate.Refused(
                "EVENT_TOO_LARGE",
                "Expected an event that fits into a record of " + record.topic() + ", but it is too large with "
                        + bytesOf(record)
                        + " bytes; say less in its attributes, or have the producer's max.request.size"
                        + " and the topic's max.message.bytes raised.");
    }
}
