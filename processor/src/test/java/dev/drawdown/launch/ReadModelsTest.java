package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.api.Metrics;
import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.testing.Await;
import dev.drawdown.testing.KafkaProbe;
import dev.drawdown.views.ConservationSum;
import dev.drawdown.views.Explanation;
import dev.drawdown.views.HistoryFilter;
import dev.drawdown.views.Views;
import dev.drawdown.wire.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The read models on a real broker, behind a real engine. */
class ReadModelsTest {
    private static final int PARTITIONS = 3;
    private static final int WALLETS = 6;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Topics TOPICS = Topics.unprefixed();

    @TempDir
    private Path state = Path.of("");

    private final Embedded embedded = Embedded.openTemporary();
    private final KafkaProbe probe = new KafkaProbe(embedded.bootstrap());
    private final Metrics metrics = new Metrics();
    private int events;

    @SuppressWarnings("NullAway.Init")
    private SchemaRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private Service engine;

    @BeforeEach
    void open() throws InterruptedException {
        DrawdownConfig config = config("engine");
        try (Cluster cluster = Cluster.connect(config)) {
            cluster.createTopics(PARTITIONS, 1);
        }
        registry = RegistryClients.forWork(config.registry());
        engine = Service.start(config);
        assertThat(engine.awaitProcessing(LIMIT)).isTrue();
    }

    @AfterEach
    void close() {
        engine.close();
        metrics.close();
        probe.close();
        embedded.close();
    }

    @Test
    void shouldSayTheSameAfterRestartsAndAfterTheFolderWasDeleted() throws Exception {
        for (int i = 0; i < WALLETS; i++) {
            openWallet("wallet-" + i);
        }
        use(120);
        try (ReadModels models = start()) {
            compareWithTheLedger(models.views());
        }
        use(60);
        try (ReadModels models = start()) {
            compareWithTheLedger(models.views());
        }
        use(30);
        delete(state.resolve("models"));
        try (ReadModels models = start()) {
            compareWithTheLedger(models.views());
            use(30);
            compareWithTheLedger(models.views());
        }
    }

    private ReadModels start() throws InterruptedException {
        ReadModels models = ReadModels.of(config("models"), PARTITIONS, metrics, new HostInfo("127.0.0.1", 1));
        models.part().start();
        assertThat(models.part().awaitProcessing(LIMIT)).isTrue();
        return models;
    }

    private void compareWithTheLedger(Views views) throws InterruptedException {
        Map<String, List<LedgerEntry>> ledger = new HashMap<>();
        // A top-up per wallet, and one entry per event: none has more than one tranche.
        Await.until("a ledger of all events", LIMIT, () -> {
            ledger.clear();
            ledger().forEach(entry -> ledger.computeIfAbsent(entry.getWalletId(), _ -> new ArrayList<>())
                    .add(entry));
            return ledger.values().stream().mapToInt(List::size).sum() == WALLETS + events;
        });
        assertThat(ledger).hasSize(WALLETS);
        for (Map.Entry<String, List<LedgerEntry>> wallet : ledger.entrySet()) {
            List<LedgerEntry> entries = wallet.getValue();
            assertThat(views.awaitSeq(wallet.getKey(), entries.size(), LIMIT.toMillis()))
                    .isTrue();
            List<LedgerEntry> history = views.read(
                    wallet.getKey(),
                    reading -> reading.history(HistoryFilter.ALL, null, 10_000).entries());
            assertThat(history).isEqualTo(entries.reversed());
            LedgerEntry last = entries.getLast();
            Explanation explanation =
                    Objects.requireNonNull(views.read(wallet.getKey(), reading -> reading.explain(last.getInputId())));
            assertThat(explanation.entries()).containsExactly(last);
        }
        long credits = WALLETS * 100L * 1_000_000;
        long debits = events * 250_000L;
        Await.until("all balances to be compared", LIMIT, () -> {
            ConservationSum sum = conservation(views);
            assertThat(sum.differenceMicros()).isZero();
            return sum.equals(new ConservationSum(WALLETS, 0, credits, debits, credits - debits, 0));
        });
        assertThat(metrics.scrape()).doesNotContainPattern("conservation_(difference|breaks)\\{[^}]*} [^0]");
    }

    private static ConservationSum conservation(Views views) {
        return views.conservation().values().stream()
                .map(sums -> sums.getOrDefault("USD", new ConservationSum(0, 0, 0, 0, 0, 0)))
                .reduce(new ConservationSum(0, 0, 0, 0, 0, 0), ReadModelsTest::plus);
    }

    private static ConservationSum plus(ConservationSum one, ConservationSum other) {
        return new ConservationSum(
                one.wallets() + other.wallets(),
                one.waiting() + other.waiting(),
                one.creditMicros() + other.creditMicros(),
                one.debitMicros() + other.debitMicros(),
                one.balanceMicros() + other.balanceMicros(),
                one.breaks() + other.breaks());
    }

    private List<LedgerEntry> ledger() throws UndecodableException {
        AvroDecoder<LedgerEntry> decoder = new AvroDecoder<>(LedgerEntry.class, registry);
        List<LedgerEntry> entries = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> each : probe.readAll(TOPICS.walletLedger.name())) {
            entries.add(decoder.decode(each.value()));
        }
        return entries;
    }

    private void openWallet(String walletId) {
        OpenWallet body = OpenWallet.newBuilder()
                .setOwnerId("owner-of-" + walletId)
                .setCurrency("USD")
                .setSettings(WalletSettings.newBuilder().build())
                .setTopUp(TopUp.newBuilder()
                        .setAmount(Money.decimal(100_000_000))
                        .setCollect("RECORDED")
                        .build())
                .build();
        send(
                TOPICS.walletCommands,
                walletId,
                WalletCommand.newBuilder()
                        .setCommandId("open-" + walletId)
                        .setWalletId(walletId)
                        .setIssuedBy("test")
                        .setIssuedAt(Instant.now())
                        .setBody(body)
                        .build());
    }

    private void use(int more) {
        for (int i = 0; i < more; i++) {
            String walletId = "wallet-" + events % WALLETS;
            send(
                    TOPICS.usageEvents,
                    walletId,
                    UsageEvent.newBuilder()
                            .setEventId("event-" + ++events)
                            .setWalletId(walletId)
                            .setCategory("sms")
                            .setAmount(Money.decimal(250_000))
                            .setOccurredAt(Instant.now())
                            .build());
        }
    }

    private <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
        byte[] bytes =
                AvroEncoder.forTopic(topic, registry, Registration.REGISTER).encode(value);
        probe.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes));
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private DrawdownConfig config(String folder) {
        return ConfigReader.read(
                null,
                Map.of(),
                Map.of(
                        "drawdown.state.dir",
                        state.resolve(folder).toString(),
                        "drawdown.http.bind",
                        "127.0.0.1",
                        "drawdown.http.port",
                        "0",
                        "drawdown.registry.url",
                        embedded.registryUrl(),
                        "kafka.bootstrap.servers",
                        embedded.bootstrap()));
    }
}
