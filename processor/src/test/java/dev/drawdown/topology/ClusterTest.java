package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.Embedded;
import dev.drawdown.engine.Policy;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.LedgerHash;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.store.StateTables;
import dev.drawdown.testing.Await;
import dev.drawdown.testing.KafkaProbe;
import dev.drawdown.wire.ProcessingMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology on a real broker, with transactions, partitions, threads and restarts. */
class ClusterTest {
    private static final int PARTITIONS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static Embedded embedded;
    private static KafkaProbe probe;
    private static SchemaRegistry registry;

    @TempDir
    private static Path stateDirectory;

    private final AtomicInteger misplaced = new AtomicInteger();

    @BeforeAll
    static void open() {
        embedded = Embedded.openTemporary();
        probe = new KafkaProbe(embedded.bootstrap());
        registry = HttpSchemaRegistry.connect(Map.of(SchemaRegistryConfig.URL, embedded.registryUrl()));
    }

    @AfterAll
    static void close() {
        probe.close();
        embedded.close();
    }

    @Test
    void shouldGoOnWhereItStoppedWithOneLedgerPerWallet() {
        Topics topics = create("a.");
        List<UsageEvent> events = new ArrayList<>();
        try (KafkaStreams _ = start(topics)) {
            for (int w = 0; w < 20; w++) {
                command(topics, "wallet-" + w, Rig.opening("owner-" + w % 3, "100"));
            }
            for (int i = 0; i < 400; i++) {
                UsageEvent event = usage("event-" + i, "wallet-" + i % 20, "0.25");
                events.add(event);
                send(topics.usageEvents, event.getWalletId(), event);
            }
            awaitEntries(topics, 20 + 400);
        }
        try (KafkaStreams _ = start(topics)) {
            // All of them once more, and as many new ones.
            for (int i = 0; i < 400; i++) {
                send(topics.usageEvents, events.get(i).getWalletId(), events.get(i));
                UsageEvent event = usage("later-" + i, "wallet-" + i % 20, "0.25");
                send(topics.usageEvents, event.getWalletId(), event);
            }
            awaitEntries(topics, 20 + 800);
        }

        Map<String, List<LedgerEntry>> ledgers = ledgers(topics);
        assertThat(ledgers).hasSize(20);
        assertThat(ledgers.values()).allSatisfy(ClusterTest::assertWhole);
        assertThat(ledgers.getOrDefault("wallet-7", List.of()).getLast().getBalanceAfter())
                .isEqualByComparingTo("90");
        assertThat(probe.readAll(topics.walletDeadLetters.name())).isEmpty();
    }

    @Test
    void shouldSendOnWhatWasPutOnAnotherPartition() {
        Topics topics = create("b.");
        try (KafkaStreams _ = start(topics)) {
            command(topics, "wallet", Rig.opening("owner", "10"));
            byte[] key = "wallet".getBytes(StandardCharsets.UTF_8);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                byte[] value = encode(topics.usageEvents, usage("u" + partition, "wallet", "1"));
                probe.send(new ProducerRecord<>(topics.usageEvents.name(), partition, key, value));
            }
            awaitEntries(topics, 1 + PARTITIONS);

            assertThat(misplaced.get()).isEqualTo(PARTITIONS - 1);
            List<LedgerEntry> entries = read(topics.walletLedger);
            assertThat(entries)
                    .filteredOn(entry -> entry.getReason().equals("USAGE"))
                    .allSatisfy(entry -> {
                        assertThat(entry.getSourceTopic()).isEqualTo("b.usage.events");
                        assertThat(entry.getInputId()).isEqualTo("u" + entry.getSourcePartition());
                        assertThat(entry.getSourceOffset()).isZero();
                    });
            assertWhole(entries);
        }
    }

    @Test
    void shouldExpireWhatIsDueOfIdleWalletsWithinASecond() {
        Topics topics = create("c.");
        try (KafkaStreams _ = start(topics)) {
            command(topics, "wallet", Rig.opening("owner", null));
            Instant effective = Instant.now().plusSeconds(4);
            command(
                    topics,
                    "wallet",
                    Grant.newBuilder()
                            .setAmount(Rig.money("5"))
                            .setEffectiveAt(effective)
                            .build());
            awaitEntries(topics, 2);

            List<ConsumerRecord<String, byte[]>> records = probe.readAll(topics.walletLedger.name());
            LedgerEntry completed =
                    decode(topics.walletLedger, records.getLast().value());
            assertThat(completed.getStatus()).isEqualTo("COMPLETED");
            assertThat(completed.getRecordedAt().toEpochMilli()).isEqualTo(effective.toEpochMilli());
            assertThat(records.getLast().timestamp() - effective.toEpochMilli()).isBetween(0L, 1_500L);
        }
    }

    /** With an interval of ten minutes, only what does not wait for it can be seen. */
    @Test
    void shouldNotWaitForTheCommitIntervalOnceAllInputHasBeenRead() {
        Topics topics = create("d.");
        Map<String, Object> seldom = Map.of(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                600_000,
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                700_000);
        try (KafkaStreams _ = start(topics, seldom)) {
            command(topics, "wallet", Rig.opening("owner", "10"));
            awaitEntries(topics, 1);

            send(topics.usageEvents, "wallet", usage("u", "wallet", "1"));
            awaitEntries(topics, 2);
        }
    }

    private static void assertWhole(List<LedgerEntry> entries) {
        String previous = LedgerHash.GENESIS;
        for (int i = 0; i < entries.size(); i++) {
            LedgerEntry entry = entries.get(i);
            assertThat(entry.getSeq()).isEqualTo(i + 1);
            assertThat(entry.getPrevHash()).isEqualTo(previous);
            assertThat(entry.getHash()).isEqualTo(LedgerHash.of(entry));
            previous = entry.getHash();
        }
    }

    private static Topics create(String prefix) {
        Topics topics = Topics.withPrefix(prefix);
        for (Topic<?> topic : topics.all()) {
            probe.createTopic(topic.name(), PARTITIONS, topic.settings());
        }
        return topics;
    }

    private KafkaStreams start(Topics topics) {
        return start(topics, Map.of());
    }

    private KafkaStreams start(Topics topics, Map<String, Object> others) {
        ProcessingMetrics metrics = new ProcessingMetrics() {
            @Override
            public void misplaced() {
                misplaced.incrementAndGet();
            }
        };
        TopologySettings settings = new TopologySettings(
                topics,
                PARTITIONS,
                registry,
                Registration.REGISTER,
                Policy.DEFAULT,
                TopologySettings.DEFAULT_PARKING,
                new TopologySettings.State(StateTables.Kind.WRITE_BEHIND, 16 << 20),
                metrics);
        Properties properties = new Properties();
        properties.putAll(StreamsDefaults.byKey());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.prefix() + "drawdown");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, embedded.bootstrap());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        properties.putAll(others);
        KafkaStreams streams = new KafkaStreams(WalletTopology.build(settings), properties, new StreamsClients());
        streams.start();
        return streams;
    }

    private static UsageEvent usage(String id, String walletId, String amount) {
        UsageEvent event = Rig.usage(id, walletId, amount);
        event.setOccurredAt(Instant.now());
        return event;
    }

    private static void command(Topics topics, String walletId, Object body) {
        WalletCommand command = WalletCommand.newBuilder()
                .setCommandId(walletId + "-" + body.getClass().getSimpleName())
                .setWalletId(walletId)
                .setIssuedBy("test")
                .setIssuedAt(Instant.now())
                .setBody(body)
                .build();
        send(topics.walletCommands, walletId, command);
    }

    private static <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
        probe.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), encode(topic, value)));
    }

    private static <T extends SpecificRecord> byte[] encode(Topic<T> topic, T value) {
        return AvroEncoder.forTopic(topic, registry, Registration.REGISTER).encode(value);
    }

    private static void awaitEntries(Topics topics, int count) {
        Await.until(
                count + " ledger entries",
                LIMIT,
                () -> probe.readAll(topics.walletLedger.name()).size() >= count);
    }

    private static Map<String, List<LedgerEntry>> ledgers(Topics topics) {
        Map<String, List<LedgerEntry>> ledgers = new HashMap<>();
        for (LedgerEntry entry : read(topics.walletLedger)) {
            ledgers.computeIfAbsent(entry.getWalletId(), id -> new ArrayList<>())
                    .add(entry);
        }
        ledgers.values().forEach(entries -> entries.sort(Comparator.comparingLong(LedgerEntry::getSeq)));
        return ledgers;
    }

    private static <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> each : probe.readAll(topic.name())) {
            values.add(decode(topic, each.value()));
        }
        return values;
    }

    private static <T extends SpecificRecord> T decode(Topic<T> topic, byte[] value) {
        try {
            return new AvroDecoder<>(topic.value(), registry).decode(value);
        } catch (UndecodableException e) {
            throw new AssertionError(e);
        }
    }
}
