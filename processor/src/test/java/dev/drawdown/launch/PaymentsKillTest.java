package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.embedded.stripe.StripeSimulator;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import dev.drawdown.testing.Await;
import dev.drawdown.testing.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The payments role killed again and again under load, while wallets recharge and Stripe misbehaves: nobody is charged
 * twice, what was paid is credited, and no debit is lost. {@code -Ddrawdown.kills=N} kills it N times.
 */
class PaymentsKillTest {
    private static final int KILLS = Integer.getInteger("drawdown.kills", 2);
    private static final int MOST_BETWEEN_KILLS = 12;
    private static final int FAULTS_AT_ONCE = 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LONGER_THAN_ANSWERS_MAY_TAKE = Duration.ofMillis(1_300);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "sk_test_kill";

    /** Those that end within the time of a test: after an error without a charge, Stripe repeats it for a day. */
    private static final List<Fault> FAULTS = List.of(
            Fault.TIMEOUT,
            Fault.CHARGED_THEN_TIMEOUT,
            Fault.CHARGED_THEN_ERROR,
            Fault.RESET,
            Fault.CHARGED_THEN_RESET,
            Fault.SLOW,
            Fault.RATE_LIMITED);

    private static final List<String> CALLS =
            List.of("POST /v1/payment_intents", "POST /v1/payment_intents/*/confirm", "GET /v1/payment_intents/*");

    @TempDir
    private Path directory = Path.of("");

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void shouldChargeEachRechargeOnceAndCreditItWheneverItIsKilled() throws Exception {
        try (Embedded embedded = Embedded.openTemporary();
                StripeSimulator stripe = StripeSimulator.openTemporary(Clock.systemUTC());
                HttpClient http = HttpClient.newHttpClient()) {
            Map<String, String> registry = Map.of(SchemaRegistryConfig.URL, embedded.registryUrl());
            Map<String, String> settings = settings(embedded, stripe);
            DrawdownConfig config = ConfigReader.read(null, Map.of(), settings);
            try (Cluster cluster = Cluster.connect(config)) {
                cluster.createTopics(2, 1);
            }
            Path file = childSettings(settings);
            String ledger = Topics.unprefixed().walletLedger.name();
            try (Service engine = Service.start(config);
                    RechargeLoad load = new RechargeLoad(embedded.bootstrap(), registry);
                    LedgerTail tail = new LedgerTail(embedded.bootstrap(), registry, ledger)) {
                load.open(new StripeAccount(config.stripe(), Clock.systemUTC()).customers());
                load.start();
                for (int kill = 0; kill < KILLS; kill++) {
                    killWhileRecharging(file, stripe, tail);
                }
                settle(file, load, tail);
                assertThat(charges(stripe, http)).isEqualTo(tail.credited());
                assertThat(tail.credited()).hasSizeGreaterThan(RechargeLoad.WALLETS);
                assertThat(engine.health().alive().up()).isTrue();
            }
        }
    }

    private void killWhileRecharging(Path file, StripeSimulator stripe, LedgerTail tail) throws Exception {
        try (ChildJvm child = ChildJvm.start(InstanceChild.class, file.toString())) {
            child.awaitReady();
            stripe.provoke(
                    FAULTS.get(random.nextInt(FAULTS.size())),
                    CALLS.get(random.nextInt(CALLS.size())),
                    FAULTS_AT_ONCE,
                    LONGER_THAN_ANSWERS_MAY_TAKE);
            int enough = tail.read().credited().size() + 1 + random.nextInt(MOST_BETWEEN_KILLS);
            Await.until("some recharges", LIMIT, () -> tail.read().credited().size() >= enough);
            child.kill();
        }
    }

    /** Lets all that was begun come to its end. */
    private static void settle(Path file, RechargeLoad load, LedgerTail tail) throws Exception {
        try (ChildJvm child = ChildJvm.start(InstanceChild.class, file.toString())) {
            child.awaitReady();
            long usages = load.stop();
            Await.until("every usage", LIMIT, () -> tail.read().usages() == usages);
            Await.until(
                    "all recharges",
                    LIMIT,
                    () -> tail.read().wallets(RechargeLoad.THRESHOLD_MICROS) == RechargeLoad.WALLETS);
            long credited =
                    tail.credited().values().stream().mapToLong(each -> each).sum();
            assertThat(tail.balanceMicros()).isEqualTo(credited - usages * RechargeLoad.USAGE_MICROS);
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
        settings.put("drawdown.stripe.read.timeout", "1s");
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
