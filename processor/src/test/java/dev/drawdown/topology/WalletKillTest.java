package dev.drawdown.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.Embedded;
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
import dev.drawdown.testing.ChildJvm;
import dev.drawdown.testing.KafkaProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wallet topology killed in the middle of its work: the ledger is what it would have been without. */
class WalletKillTest {
    private static final int KILLS = Integer.getInteger("drawdown.kills", 1);
    private static final int WALLETS = 10;
    private static final int ROUNDS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path stateDirectory;

    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldDebitEachEventOnceInOrderWheneverItIsKilled(StateTables.Kind kind) {
        try (Embedded embedded = Embedded.openTemporary();
                KafkaProbe probe = new KafkaProbe(embedded.bootstrap())) {
            SchemaRegistry registry =
                    HttpSchemaRegistry.connect(Map.of(SchemaRegistryConfig.URL, embedded.registryUrl()));
            Topics topics = Topics.withPrefix("kill.");
            for (Topic<?> topic : topics.all()) {
                probe.createTopic(topic.name(), WalletChild.PARTITIONS, topic.settings());
            }
            openWallets(probe, registry, topics);
            for (int kill = 0; kill <= KILLS; kill++) {
                try (ChildJvm child = start(embedded, kind)) {
                    use(probe, registry, topics, kill * ROUNDS);
                    int entries = WALLETS * (1 + kill * ROUNDS) + 1;
                    boolean last = kill == KILLS;
                    await(probe, topics, last ? WALLETS * (1 + (KILLS + 1) * ROUNDS) : entries);
                    if (!last) {
                        child.kill();
                    }
                }
            }

            assertLedger(ledger(probe, registry, topics), (KILLS + 1) * ROUNDS);
            assertThat(probe.readAll(topics.walletDeadLetters.name())).isEmpty();
        }
    }

    private ChildJvm start(Embedded embedded, StateTables.Kind kind) {
        return WalletChild.start(embedded.bootstrap(), embedded.registryUrl(), "kill.", stateDirectory, kind);
    }

    private static void openWallets(KafkaProbe probe, SchemaRegistry registry, Topics topics) {
        for (int w = 0; w < WALLETS; w++) {
            WalletCommand command = WalletCommand.newBuilder()
                    .setCommandId("open-" + w)
                    .setWalletId("wallet-" + w)
                    .setIssuedBy("test")
                    .setIssuedAt(Instant.now())
                    .setBody(Rig.opening("owner-" + w, "1000"))
                    .build();
            send(probe, registry, topics.walletCommands, "wallet-" + w, command);
        }
    }

    private static void use(KafkaProbe probe, SchemaRegistry registry, Topics topics, int from) {
        for (int i = from; i < from + ROUNDS; i++) {
            for (int w = 0; w < WALLETS; w++) {
                UsageEvent event = Rig.usage("event-" + i + "-" + w, "wallet-" + w, "0.25");
                event.setOccurredAt(Instant.now());
                send(probe, registry, topics.usageEvents, "wallet-" + w, event);
            }
        }
    }

    private static void await(KafkaProbe probe, Topics topics, int entries) {
        Await.until(
                entries + " ledger entries",
                LIMIT,
                () -> probe.readAll(topics.walletLedger.name()).size() >= entries);
    }

    private static void assertLedger(Map<String, List<LedgerEntry>> ledger, int events) {
        assertThat(ledger).hasSize(WALLETS);
        ledger.forEach((walletId, entries) -> {
            assertThat(entries).hasSize(1 + events);
            String suffix = walletId.substring("wallet".length());
            String previous = LedgerHash.GENESIS;
            for (int i = 0; i <= events; i++) {
                LedgerEntry entry = entries.get(i);
                assertThat(entry.getSeq()).isEqualTo(i + 1);
                assertThat(entry.getInputId()).isEqualTo(i == 0 ? "open" + suffix : "event-" + (i - 1) + suffix);
                assertThat(entry.getPrevHash()).isEqualTo(previous);
                assertThat(entry.getHash()).isEqualTo(LedgerHash.of(entry));
                previous = entry.getHash();
            }
            assertThat(entries.getLast().getBalanceAfter())
                    .isEqualByComparingTo(Rig.money(Double.toString(1000 - 0.25 * events)));
        });
    }

    private static Map<String, List<LedgerEntry>> ledger(KafkaProbe probe, SchemaRegistry registry, Topics topics) {
        AvroDecoder<LedgerEntry> decoder = new AvroDecoder<>(topics.walletLedger.value(), registry);
        Map<String, List<LedgerEntry>> ledger = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> each : probe.readAll(topics.walletLedger.name())) {
            try {
                LedgerEntry entry = decoder.decode(each.value());
                ledger.computeIfAbsent(entry.getWalletId(), id -> new ArrayList<>())
                        .add(entry);
            } catch (UndecodableException e) {
                throw new AssertionError(e);
            }
        }
        return ledger;
    }

    private static <T extends SpecificRecord> void send(
            KafkaProbe probe, SchemaRegistry registry, Topic<T> topic, String key, T value) {
        byte[] encoded =
                AvroEncoder.forTopic(topic, registry, Registration.REGISTER).encode(value);
        probe.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), encoded));
    }
}
