package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drawdown.config.ConfigReader;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.embedded.stripe.StripeSimulator;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import dev.drawdown.schemas.serde.AvroDeserializer;
import dev.drawdown.schemas.serde.AvroSerializer;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import dev.drawdown.testing.Await;
import dev.drawdown.testing.ChildJvm;
import dev.drawdown.testing.KafkaProbe;
import dev.drawdown.wire.Money;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The payments role killed again and again while wallets recharge and Stripe misbehaves: nobody is charged twice, and
 * what was paid is credited. {@code -Ddrawdown.kills=N} kills it N times.
 */
class PaymentsKillTest {
    private static final int KILLS = Integer.getInteger("drawdown.kills", 2);
    private static final int WALLETS = 8;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "sk_test_kill";

    /** Those that end within the time of a test: after an error without a charge, Stripe repeats it for a day. */
    private static final List<Fault> FAULTS =
            List.of(Fault.CHARGED_THEN_RESET, Fault.CHARGED_THEN_ERROR, Fault.RESET, Fault.RATE_LIMITED);

    @TempDir
    private Path directory = Path.of("");

    private final SplittableRandom random = new SplittableRandom(11);
    private final Topics topics = Topics.unprefixed();
    private final AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
    private final AvroDeserializer<LedgerEntry> entries = new AvroDeserializer<>();

    @Test
    void shouldChargeEachRechargeOnceAndCreditItWheneverItIsKilled() throws Exception {
        try (Embedded embedded = Embedded.openTemporary();
                StripeSimulator stripe = StripeSimulator.openTemporary(Clock.systemUTC());
                KafkaProbe probe = new KafkaProbe(embedded.bootstrap());
                HttpClient http = HttpClient.newHttpClient()) {
            Map<String, String> registry = Map.of(SchemaRegistryConfig.URL, embedded.registryUrl());
            values.configure(registry, false);
            entries.configure(registry, false);
            Map<String, String> settings = settings(embedded, stripe);
            try (Cluster cluster = Cluster.connect(ConfigReader.read(null, Map.of(), settings))) {
                cluster.createTopics(2, 1);
            }
            Path file = childSettings(settings);
            try (Service engine = Service.start(ConfigReader.read(null, Map.of(), settings))) {
                openWallets(probe, settings);
                int usages = 0;
                for (int kill = 0; kill <= KILLS; kill++) {
                    try (ChildJvm child = ChildJvm.start(PaymentsChild.class, file.toString())) {
                        child.awaitReady();
                        stripe.provoke(
                                FAULTS.get(random.nextInt(FAULTS.size())),
                                "POST /v1/payment_intents/*/confirm",
                                2,
                                Duration.ofSeconds(1));
                        int before = completed(probe).size();
                        usages = use(probe, usages);
                        if (kill < KILLS) {
                            int enough = before + 1 + random.nextInt(WALLETS / 2);
                            Await.until(
                                    "some recharges",
                                    LIMIT,
                                    () -> completed(probe).size() >= enough);
                            child.kill();
                        } else {
                            Await.until("all recharges", LIMIT, () -> isQuiet(probe));
                        }
                    }
                }
                assertThat(engine.health().alive().up()).isTrue();
            }
            Map<String, Long> credited = completed(probe);
            assertThat(charges(stripe, http)).isEqualTo(credited);
            assertThat(credited).hasSizeGreaterThanOrEqualTo(WALLETS);
        }
    }

    private Map<String, String> settings(Embedded embedded, StripeSimulator stripe) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", embedded.bootstrap());
        settings.put("drawdown.registry.url", embedded.registryUrl());
        settings.put("drawdown.topics.partitions", "2");
        settings.put("drawdown.http.bind", "127.0.0.1");
        settings.put("drawdown.http.port", "0");
        settings.put("drawdown.state.dir", directory.resolve("engine").toString());
        settings.put("drawdown.stripe.api.key", KEY);
        settings.put("drawdown.stripe.url", stripe.url());
        settings.put("drawdown.stripe.rate", "200");
        return settings;
    }

    private Path childSettings(Map<String, String> settings) throws IOException {
        Map<String, String> child = new TreeMap<>(settings);
        child.put("drawdown.roles", "payments");
        child.put("drawdown.state.dir", directory.resolve("payments").toString());
        List<String> lines = new ArrayList<>();
        child.forEach((name, value) -> lines.add(name + "=" + value));
        return Files.write(directory.resolve("payments.properties"), lines);
    }

    private void openWallets(KafkaProbe probe, Map<String, String> settings) {
        DemoCards cards = new DemoCards(
                new StripeAccount(ConfigReader.read(null, Map.of(), settings).stripe(), Clock.systemUTC()).customers());
        AutoRecharge rule = AutoRecharge.newBuilder()
                .setEnabled(true)
                .setThreshold(Money.decimal(10_000_000))
                .setMode("FIXED")
                .setCollect("DIRECT")
                .setAmount(Money.decimal(25_000_000))
                .build();
        for (int i = 0; i < WALLETS; i++) {
            String ownerId = "owner-" + i;
            send(
                    probe,
                    topics.ownerCommands.name(),
                    ownerId,
                    OwnerCommand.newBuilder()
                            .setCommandId("cards")
                            .setOwnerId(ownerId)
                            .setIssuedBy("test")
                            .setIssuedAt(Instant.now())
                            .setBody(cards.save(ownerId, "Company " + i, List.of("pm_card_visa")))
                            .build());
            send(
                    probe,
                    topics.walletCommands.name(),
                    "wallet-" + i,
                    WalletCommand.newBuilder()
                            .setCommandId("open")
                            .setWalletId("wallet-" + i)
                            .setIssuedBy("test")
                            .setIssuedAt(Instant.now())
                            .setBody(OpenWallet.newBuilder()
                                    .setOwnerId(ownerId)
                                    .setCurrency("USD")
                                    .setSettings(WalletSettings.newBuilder()
                                            .setAutoRecharge(rule)
                                            .build())
                                    .build())
                            .build());
        }
    }

    /** Uses up what a recharge brings, in every wallet. */
    private int use(KafkaProbe probe, int from) {
        int next = from;
        for (int i = 0; i < WALLETS; i++) {
            String walletId = "wallet-" + i;
            send(
                    probe,
                    topics.usageEvents.name(),
                    walletId,
                    UsageEvent.newBuilder()
                            .setEventId("usage-" + next++)
                            .setWalletId(walletId)
                            .setCategory("sms")
                            .setAmount(Money.decimal(25_000_000))
                            .setOccurredAt(Instant.now())
                            .build());
        }
        return next;
    }

    private void send(KafkaProbe probe, String topic, String key, SpecificRecord value) {
        assertThat(probe.send(topic, key, value, values).hasOffset()).isTrue();
    }

    /** Returns what was credited, by request. */
    private Map<String, Long> completed(KafkaProbe probe) {
        Map<String, Long> credited = new TreeMap<>();
        for (LedgerEntry entry : ledger(probe)) {
            if (entry.getReason().equals("TOP_UP") && entry.getStatus().equals("COMPLETED")) {
                credited.merge(String.valueOf(entry.getPaymentId()), Money.micros(entry.getAmount()), Long::sum);
            }
        }
        return credited;
    }

    /** Whether no wallet waits for a recharge. */
    private boolean isQuiet(KafkaProbe probe) {
        Map<String, LedgerEntry> latest = new HashMap<>();
        for (LedgerEntry entry : ledger(probe)) {
            latest.put(entry.getWalletId(), entry);
        }
        return latest.size() == WALLETS
                && latest.values().stream().allMatch(entry -> Money.micros(entry.getBalanceAfter()) >= 10_000_000);
    }

    private List<LedgerEntry> ledger(KafkaProbe probe) {
        return probe.readAll(topics.walletLedger.name(), entries).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    /** Returns what Stripe has collected, by request. */
    private static Map<String, Long> charges(StripeSimulator stripe, HttpClient http) throws Exception {
        Map<String, Long> collected = new TreeMap<>();
        String after = "";
        for (boolean hasMore = true; hasMore; ) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(stripe.url() + "/v1/charges?limit=100" + after))
                    .header("Authorization", "Bearer " + KEY)
                    .build();
            JsonNode page = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            for (JsonNode charge : page.path("data")) {
                after = "&starting_after=" + charge.path("id").asText();
                if (charge.path("paid").asBoolean()) {
                    collected.merge(
                            charge.path("metadata").path("drawdown_request").asText(),
                            charge.path("amount").asLong() * 10_000,
                            Long::sum);
                }
            }
            hasMore = page.path("has_more").asBoolean();
        }
        return collected;
    }
}
