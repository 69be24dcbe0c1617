package dev.drawdown.loadtest.peers;

import dev.drawdown.embedded.Embedded;
import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.client.Encoder;
import dev.drawdown.loadtest.client.Registry;
import dev.drawdown.loadtest.workload.Payload;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.UsageEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A few hundred events with duplicates and garbage among them, and what they must come to. */
final class PeerInputs {
    private static final int PARTITIONS = 4;
    private static final int WALLETS = 20;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random = new Random(20_260_101);
    private final Encoder encoder;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<String, Long> spentMicros = new HashMap<>();
    private final Map<String, Long> entries = new HashMap<>();
    private int events;

    private PeerInputs(Registry registry) {
        encoder = new Encoder(registry);
    }

    /** Makes the topics, and sends so many events. */
    static PeerInputs create(Embedded cluster, int count) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.createTopics(List.of(topic(Inputs.USAGE), topic(Inputs.LEADS)))
                    .all()
                    .get();
        }
        Registry registry = new Registry(Connection.to(cluster.bootstrap(), cluster.registryUrl()));
        return send(cluster, new PeerInputs(registry), count);
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty());
    }

    private static PeerInputs send(Embedded cluster, PeerInputs inputs, int count) {
        inputs.make(count);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "enable.idempotence", true),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : inputs.records) {
                var _ = producer.send(record);
            }
        }
        return inputs;
    }

    private void make(int count) {
        for (int i = 0; i < count; i++) {
            String wallet = "wallet-" + random.nextInt(WALLETS);
            String id = "event-" + i;
            long micros = random.nextInt(50_000_000);
            boolean isUsage = random.nextInt(3) > 0;
            add(
                    isUsage ? Inputs.USAGE : Inputs.LEADS,
                    wallet,
                    isUsage ? usage(id, wallet, micros) : lead(id, wallet, micros));
            events++;
            entries.merge(wallet, 1L, Long::sum);
            spentMicros.merge(wallet, micros, Long::sum);
            if (i % 10 == 9) {
                records.add(records.get(records.size() - 1 - random.nextInt(9)));
            }
            if (i % 50 == 0) {
                records.add(new ProducerRecord<>(Inputs.USAGE, bytes(wallet), bytes("garbage")));
            }
        }
    }

    private void add(String topic, String wallet, SpecificRecord event) {
        records.add(new ProducerRecord<>(topic, bytes(wallet), encoder.encode(new Payload.Proper(event))));
    }

    private static UsageEvent usage(String id, String wallet, long micros) {
        return UsageEvent.newBuilder()
                .setEventId(id)
                .setWalletId(wallet)
                .setCategory("sms")
                .setAmount(BigDecimal.valueOf(micros, 6))
                .setOccurredAt(START)
                .build();
    }

    private static LeadEvent lead(String id, String wallet, long micros) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId(wallet)
                .setLeadId("lead-of-" + id)
                .setKind("DELIVERED")
                .setPrice(BigDecimal.valueOf(micros, 6))
                .setOccurredAt(START)
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Deletes so many records from the start of each partition, and returns how many those are. */
    long deleteFirst(Embedded cluster, int each) throws InterruptedException, ExecutionException {
        Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            before.put(new TopicPartition(Inputs.USAGE, partition), RecordsToDelete.beforeOffset(each));
            before.put(new TopicPartition(Inputs.LEADS, partition), RecordsToDelete.beforeOffset(each));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.deleteRecords(before).all().get();
        }
        return (long) before.size() * each;
    }

    /** All that was sent, in order. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** How many distinct events there are. */
    int events() {
        return events;
    }

    /** What each wallet has spent on them. */
    Map<String, Long> spentMicros() {
        return spentMicros;
    }

    /** How many of them each wallet has. */
    Map<String, Long> entries() {
        return entries;
    }
}
