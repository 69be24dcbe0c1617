package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.audit.LedgerScript;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.config.Secret;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.embedded.stripe.StripeSimulator;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroSerializer;
import dev.drawdown.testing.KafkaProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against a broker, a registry and a Stripe of its own, with differences of every kind planted. */
class ReconcileCommandTest {
    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static final String KEY = "sk_test_reconcile";

    @SuppressWarnings("NullAway.Init")
    private static Embedded embedded;

    @SuppressWarnings("NullAway.Init")
    private static KafkaProbe probe;

    @TempDir
    Path folder;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(1);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final String prefix = "r" + PREFIXES.incrementAndGet() + ".";
    private final Topics topics = Topics.withPrefix(prefix);
    private final StripeSimulator stripe = StripeSimulator.openTemporary(Clock.systemUTC());
    private final StripeAccount account = new StripeAccount(
            new StripeSettings(
                    new Secret(KEY),
                    stripe.url(),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    8,
                    100,
                    "http://localhost:8080/",
                    List.of(),
                    Duration.ofMinutes(5)),
            Clock.systemUTC());
    private final AvroSerializer<LedgerEntry> entries = new AvroSerializer<>();
    private final AvroSerializer<PaymentRequest> requests = new AvroSerializer<>();

    @BeforeAll
    static void open() {
        embedded = Embedded.openTemporary();
        probe = new KafkaProbe(embedded.bootstrap());
    }

    @AfterAll
    static void close() {
        probe.close();
        embedded.close();
    }

    @BeforeEach
    void makeTopics() {
        entries.configure(Map.of("schema.registry.url", embedded.registryUrl()), false);
        requests.configure(Map.of("schema.registry.url", embedded.registryUrl()), false);
        for (var topic : List.of(topics.walletLedger, topics.walletPaymentRequests)) {
            probe.createTopic(topic.name(), 2, topic.settings());
        }
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    private int reconcile(Map<String, String> settings, String... options) throws IOException {
        Path config = folder.resolve("drawdown.properties");
        StringBuilder text = new StringBuilder();
        Map<String, String> usual = Map.of(
                "kafka.bootstrap.servers",
                embedded.bootstrap(),
                "kafka.consumer.default.api.timeout.ms",
                "2000",
                "kafka.consumer.request.timeout.ms",
                "1000",
                "drawdown.registry.url",
                embedded.registryUrl(),
                "drawdown.topics.prefix",
                prefix,
                "drawdown.stripe.url",
                stripe.url(),
                "drawdown.stripe.api.key",
                KEY);
        usual.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        settings.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        Files.writeString(config, text);
        CommandLine commandLine = CommandLineInterface.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 4];
        System.arraycopy(options, 0, arguments, 4, options.length);
        arguments[0] = "reconcile";
        arguments[1] = "--stripe";
        arguments[2] = "--config";
        arguments[3] = config.toString();
        return commandLine.execute(arguments);
    }

    private void book(LedgerEntry... booked) {
        for (LedgerEntry entry : booked) {
            probe.send(topics.walletLedger.name(), entry.getWalletId(), entry, entries);
        }
    }

    private static <T> T done(GatewayAnswer<T> answer) {
        return ((GatewayAnswer.Done<T>) answer).value();
    }

    /** Collects 25 dollars at Stripe, for real but for the bank. */
    private Succeeded collect(String requestId, String token) {
        String customer = done(account.customers().openCustomer(requestId, null, null, Map.of()));
        String method = done(account.customers().attach(customer, token)).id();
        return (Succeeded) account.gateway()
                .collect(new ChargeRequest(
                        requestId,
                        1,
                        customer,
                        method,
                        25_000_000,
                        "USD",
                        "Auto-recharge",
                        Map.of(),
                        new ChargeRequest.Collect.Direct(),
                        null,
                        null,
                        now,
                        now));
    }

    private LedgerScript paidBoth(String requestId) {
        LedgerScript script = LedgerScript.of(requestId);
        book(script.pending("25", now), script.paid("25", now));
        return script;
    }

    private void post(String path, String form) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(
                            HttpRequest.newBuilder(URI.create(stripe.url() + path))
                                    .header("Authorization", "Bearer " + KEY)
                                    .POST(BodyPublishers.ofString(form))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void shouldEndWellWhereBothAgree() throws Exception {
        for (int i = 1; i <= 3; i++) {
            collect("w" + i + "/AUTO_RECHARGE/1", "pm_card_visa");
            paidBoth("w" + i + "/AUTO_RECHARGE/1");
        }
        post("/v1/payment_intents", "amount=100&currency=usd");

        assertThat(reconcile(Map.of(), "--settling-minutes=0")).isZero();

        assertThat(out).hasToString("3 payments: 3 agree, 0 in flight, 0 differ\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldFindEveryKindOfDifference() throws Exception {
        paidBoth("gone/TOP_UP/1");
        collect("unbooked/TOP_UP/1", "pm_card_visa");
        book(LedgerScript.of("unbooked/TOP_UP/1").pending("25", now));
        collect("nobody/TOP_UP/1", "pm_card_visa");
        collect("less/TOP_UP/1", "pm_card_visa");
        book(LedgerScript.of("less/TOP_UP/1").paid("24.99", now));
        collect("other/TOP_UP/1", "pm_card_visa");
        book(LedgerScript.of("other/TOP_UP/1").in("EUR").paid("25", now));
        String refunded =
                String.valueOf(collect("back/TOP_UP/1", "pm_card_visa").chargeId());
        paidBoth("back/TOP_UP/1");
        post("/v1/refunds", "charge=" + refunded + "&amount=500");
        String disputed =
                String.valueOf(collect("angry/TOP_UP/1", "pm_card_visa").chargeId());
        paidBoth("angry/TOP_UP/1");
        post("/_simulator/charges/" + disputed + "/dispute", "");
        collect("twice/TOP_UP/1", "pm_card_visa");
        post(
                "/v1/payment_intents",
                "amount=2500&currency=usd&confirm=true&payment_method=pm_card_visa&return_url=http://x"
                        + "&metadata[drawdown_request]=twice/TOP_UP/1");
        paidBoth("twice/TOP_UP/1");
        Path csv = folder.resolve("payments.csv");

        assertThat(reconcile(Map.of(), "--settling-minutes=0", "--csv=" + csv)).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("missing at Stripe +gone/TOP_UP/1 +25.00 +- +USD")
                .containsPattern("missing in the ledger +unbooked/TOP_UP/1 +0.00 +25.00 +USD +pi_")
                .containsPattern("not asked for +nobody/TOP_UP/1 +- +25.00")
                .containsPattern("other amount +less/TOP_UP/1 +24.99 +25.00")
                .containsPattern("other currency +other/TOP_UP/1 .* ledger EUR, Stripe USD")
                .containsPattern("other refunds +back/TOP_UP/1 .* refunded: ledger 0.00, Stripe 5.00")
                .containsPattern("other disputes +angry/TOP_UP/1 .* disputed: ledger 0.00, Stripe 25.00")
                .containsPattern("moved twice +twice/TOP_UP/1 +25.00 +50.00")
                .contains("8 payments: 0 agree, 0 in flight, 8 differ");
        assertThat(Files.readAllLines(csv)).hasSize(9);
    }

    @Test
    void shouldNotCallADifferenceWhatIsInFlightOrWasNeverCommitted() throws Exception {
        collect("new/TOP_UP/1", "pm_card_visa");
        book(LedgerScript.of("new/TOP_UP/1").pending("25", now));
        collect("card/LEAD_CARD/1", "pm_card_visa");
        PaymentRequest request = LedgerScript.of("card/LEAD_CARD/1").request("25", now);
        probe.send(topics.walletPaymentRequests.name(), "card", request, requests);
        abort(LedgerScript.of("undone/TOP_UP/1").paid("25", now.minus(Duration.ofDays(1))));

        assertThat(reconcile(Map.of())).isZero();
        assertThat(out).hasToString("2 payments: 0 agree, 2 in flight, 0 differ\n");

        assertThat(reconcile(Map.of(), "--to", now.toString())).isZero();
        assertThat(out.toString()).endsWith("\n0 payments: 0 agree, 0 in flight, 0 differ\n");
    }

    private void abort(LedgerEntry entry) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", embedded.bootstrap(), "transactional.id", prefix),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            String topic = topics.walletLedger.name();
            var _ = producer.send(new ProducerRecord<>(topic, entries.serialize(topic, entry)));
            producer.flush();
            producer.abortTransaction();
        }
    }

    @Test
    void shouldSayWhenOneSideCannotBeRead() throws Exception {
        assertThat(reconcile(Map.of("drawdown.stripe.url", "http://127.0.0.1:1")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Expected to read Stripe's records", "no_answer", "nothing was compared");

        assertThat(reconcile(Map.of("kafka.bootstrap.servers", "127.0.0.1:1"))).isEqualTo(2);
        assertThat(err.toString()).contains("Expected to read the ledger from Kafka at 127.0.0.1:1");

        assertThat(reconcile(Map.of("drawdown.topics.prefix", "nobody."))).isEqualTo(2);
        assertThat(err.toString()).contains("nobody.wallet.ledger");

        book(LedgerScript.of("w/TOP_UP/1").paid("25", now));
        assertThat(reconcile(Map.of("drawdown.registry.url", "http://127.0.0.1:1")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Expected to read the ledger's entries");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldRefuseWhatItCannotBeAsked() throws Exception {
        assertThat(reconcile(Map.of(), "--from=yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("Expected --from to be a date or an instant", "but it is yesterday");

        assertThat(reconcile(Map.of("drawdown.stripe.api.key", ""))).isEqualTo(2);
        assertThat(err.toString()).contains("Expected Stripe's secret key, but there is none");
    }
}
