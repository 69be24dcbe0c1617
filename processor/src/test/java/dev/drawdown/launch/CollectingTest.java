package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.AutoRecharge;
import dev.drawdown.schemas.CompanyProfile;
import dev.drawdown.schemas.Deduct;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentMethodsChanged;
import dev.drawdown.schemas.RegisterOwner;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import dev.drawdown.schemas.serde.AvroDeserializer;
import dev.drawdown.schemas.serde.AvroSerializer;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a wallet's need to Stripe and back: engine, consumer, simulator and webhooks, as the demo puts them together. */
class CollectingTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final DemoStack.Ports ANY = new DemoStack.Ports(0, 0, 0, 0);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path data = Path.of("");

    /** A running demo without its cast, spoken to over its public topics. */
    private static final class Town implements AutoCloseable {
        private final DemoStack stack;
        private final Service service;
        private final Topics topics = Topics.unprefixed();
        private final KafkaProducer<String, byte[]> producer;
        private final AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
        private final KafkaConsumer<String, LedgerEntry> ledger;
        private final List<LedgerEntry> entries = new ArrayList<>();
        private final HttpClient http = HttpClient.newHttpClient();

        Town(Path data) throws InterruptedException {
            stack = DemoStack.open(ANY, data, Map.of());
            stack.createTopics();
            service = stack.startService();
            DemoStack.awaitProcessing(service);
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", stack.bootstrap()), new StringSerializer(), new ByteArraySerializer());
            Map<String, String> registry = Map.of(SchemaRegistryConfig.URL, stack.registryUrl());
            values.configure(registry, false);
            AvroDeserializer<LedgerEntry> decoder = new AvroDeserializer<>();
            decoder.configure(registry, false);
            ledger = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers", stack.bootstrap(),
                            "group.id", "test",
                            "auto.offset.reset", "earliest",
                            "isolation.level", "read_committed"),
                    new StringDeserializer(),
                    decoder);
            ledger.subscribe(List.of(topics.walletLedger.name()));
        }

        private void send(Topic<?> topic, String key, SpecificRecord value) {
            var _ = producer.send(new ProducerRecord<>(topic.name(), key, values.serialize(topic.name(), value)));
            producer.flush();
        }

        void command(String walletId, String commandId, Object body) {
            send(
                    topics.walletCommands,
                    walletId,
                    WalletCommand.newBuilder()
                            .setCommandId(commandId)
                            .setWalletId(walletId)
                            .setIssuedBy("test")
                            .setIssuedAt(Instant.now())
                            .setBody(body)
                            .build());
        }

        void open(String walletId, @Nullable AutoRecharge rule) {
            WalletSettings settings =
                    WalletSettings.newBuilder().setAutoRecharge(rule).build();
            command(
                    walletId,
                    "open",
                    OpenWallet.newBuilder()
                            .setOwnerId("acme")
                            .setCurrency("USD")
                            .setSettings(settings)
                            .build());
        }

        void cards(String... tokens) {
            PaymentMethodsChanged methods = new DemoCards(
                            new StripeAccount(stack.config().stripe(), Clock.systemUTC()).customers())
                    .save("acme", "Acme", List.of(tokens));
            send(
                    topics.ownerCommands,
                    "acme",
                    OwnerCommand.newBuilder()
                            .setCommandId("cards-" + Instant.now())
                            .setOwnerId("acme")
                            .setIssuedBy("test")
                            .setIssuedAt(Instant.now())
                            .setBody(methods)
                            .build());
        }

        void owner(String email) {
            send(
                    topics.ownerCommands,
                    "acme",
                    OwnerCommand.newBuilder()
                            .setCommandId("register")
                            .setOwnerId("acme")
                            .setIssuedBy("test")
                            .setIssuedAt(Instant.now())
                            .setBody(RegisterOwner.newBuilder()
                                    .setProfile(CompanyProfile.newBuilder()
                                            .setCompany("Acme")
                                            .setEmail(email)
                                            .build())
                                    .build())
                            .build());
        }

        /** Waits for the only invoice, until its customer can pay it. */
        JsonNode openInvoice() throws Exception {
            Instant end = Instant.now().plus(LIMIT);
            while (Instant.now().isBefore(end)) {
                JsonNode invoices = stripe("/v1/invoices").path("data");
                if (invoices.path(0).path("status").asText().equals("open")) {
                    assertThat(invoices).hasSize(1);
                    return invoices.path(0);
                }
                entries.addAll(polled());
            }
            throw new AssertionError("Expected an invoice within " + LIMIT + ", but there is none");
        }

        void pay(String invoicePage) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(invoicePage))
                    .POST(HttpRequest.BodyPublishers.ofString("payment_method=pm_card_visa"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isLessThan(400);
        }

        private List<LedgerEntry> polled() {
            List<LedgerEntry> polled = new ArrayList<>();
            for (ConsumerRecord<String, LedgerEntry> record : ledger.poll(Duration.ofMillis(100))) {
                polled.add(record.value());
            }
            return polled;
        }

        void usage(String id, String walletId, String amount) {
            send(
                    topics.usageEvents,
                    walletId,
                    UsageEvent.newBuilder()
                            .setEventId(id)
                            .setWalletId(walletId)
                            .setCategory("sms")
                            .setAmount(money(amount))
                            .setOccurredAt(Instant.now())
                            .build());
        }

        LedgerEntry await(Predicate<LedgerEntry> wanted) {
            Instant end = Instant.now().plus(LIMIT);
            while (Instant.now().isBefore(end)) {
                entries.addAll(polled());
                for (LedgerEntry entry : entries) {
                    if (wanted.test(entry)) {
                        return entry;
                    }
                }
            }
            throw new AssertionError("Expected an entry within " + LIMIT + ", but there are only " + entries);
        }

        LedgerEntry await(String reason, String status) {
            return await(entry ->
                    entry.getReason().equals(reason) && entry.getStatus().equals(status));
        }

        JsonNode stripe(String path) throws Exception {
            String url = Objects.requireNonNull(stack.simulator()).url() + path;
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "Bearer sk_test_simulator")
                    .build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }

        int webhook(String body, String signature) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + service.httpPort() + "/v1/stripe/webhooks"))
                    .header("Stripe-Signature", signature)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }

        @Override
        public void close() {
            http.close();
            ledger.close();
            producer.close();
            stack.close();
        }
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(6);
    }

    private static AutoRecharge rule() {
        return AutoRecharge.newBuilder()
                .setEnabled(true)
                .setThreshold(money("10"))
                .setMode("FIXED")
                .setCollect("DIRECT")
                .setAmount(money("25"))
                .build();
    }

    @Test
    void shouldRechargeAWalletThatRunsLowAndGiveTheMoneyBackWhenAsked() throws Exception {
        try (Town town = new Town(data)) {
            town.cards("pm_card_visa");
            town.open("w1", rule());

            LedgerEntry credit = town.await("TOP_UP", "COMPLETED");

            assertThat(credit.getAmount()).isEqualTo(money("25"));
            assertThat(credit.getPaymentId()).isEqualTo("w1/AUTO_RECHARGE/1");
            assertThat(credit.getReceiptUrl()).isNotEmpty();
            assertThat(town.entries).extracting(LedgerEntry::getStatus).contains("PENDING");
            JsonNode intents = town.stripe("/v1/payment_intents").path("data");
            assertThat(intents).hasSize(1);
            assertThat(intents.path(0).path("metadata").path("drawdown_request").asText())
                    .isEqualTo("w1/AUTO_RECHARGE/1");
            assertThat(intents.path(0).path("description").asText()).contains("w1");

            town.usage("u1", "w1", "20");
            town.await(entry -> entry.getReason().equals("TOP_UP")
                    && entry.getStatus().equals("COMPLETED")
                    && "w1/AUTO_RECHARGE/2".equals(entry.getPaymentId()));

            town.command(
                    "w1",
                    "give-back",
                    Deduct.newBuilder()
                            .setAmount(money("5"))
                            .setRefundToCard(true)
                            .build());
            town.await("REFUND_SETTLED", "COMPLETED");
            JsonNode refunds = town.stripe("/v1/refunds").path("data");
            assertThat(refunds).hasSize(1);
            assertThat(refunds.path(0).path("amount").asLong()).isEqualTo(500);
            assertThat(town.stripe("/v1/charges").path("data")).hasSize(2);
        }
    }

    @Test
    void shouldInvoiceAnOwnerWhoHasNoCard() throws Exception {
        try (Town town = new Town(data)) {
            town.owner("pay@acme.example");
            town.open("w1", null);
            town.command(
                    "w1",
                    "top-up",
                    TopUp.newBuilder()
                            .setAmount(money("40"))
                            .setCollect("INVOICE")
                            .build());

            JsonNode invoice = town.openInvoice();

            assertThat(invoice.path("customer_email").asText()).isEqualTo("pay@acme.example");
            assertThat(invoice.path("customer_name").asText()).isEqualTo("Acme");
            assertThat(town.stripe("/v1/customers").path("data")).hasSize(1);
            town.pay(invoice.path("hosted_invoice_url").asText());
            assertThat(town.await("TOP_UP", "COMPLETED").getAmount()).isEqualTo(money("40"));
        }
    }

    @Test
    void shouldTryTheBackupWhenTheDefaultCardIsDeclined() throws Exception {
        try (Town town = new Town(data)) {
            town.cards("pm_card_chargeCustomerFail", "pm_card_visa");
            town.open("w1", rule());

            LedgerEntry credit = town.await("TOP_UP", "COMPLETED");

            assertThat(credit.getPaymentId()).isEqualTo("w1/AUTO_RECHARGE/1");
            assertThat(town.stripe("/v1/payment_intents").path("data")).hasSize(1);
            assertThat(town.stripe("/v1/charges").path("data"))
                    .extracting(charge -> charge.path("paid").asBoolean())
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void shouldTakeBackWhatACustomersBankTakesBackAndOnlyBelieveSignedWebhooks() throws Exception {
        try (Town town = new Town(data)) {
            town.cards("pm_card_createDispute");
            town.open("w1", rule());

            LedgerEntry dispute = town.await("DISPUTE", "COMPLETED");

            assertThat(dispute.getBalanceDelta()).isNegative();
            assertThat(dispute.getPaymentId()).isEqualTo("w1/AUTO_RECHARGE/1");
            assertThat(town.webhook("{}", "t=1,v1=00")).isEqualTo(400);
        }
    }

    @Test
    void shouldGoOnAfterARestartWithWhatWasAskedForBefore() throws Exception {
        try (Town town = new Town(data)) {
            town.open("w1", rule());
            town.await("TOP_UP", "FAILED");
            assertThat(town.stripe("/v1/payment_intents").path("data")).isEmpty();
        }
        try (Town town = new Town(data)) {
            town.cards("pm_card_visa");
            town.command(
                    "w1",
                    "top-up",
                    TopUp.newBuilder().setAmount(money("40")).setCollect("CARD").build());

            LedgerEntry credit = town.await(entry ->
                    entry.getReason().equals("TOP_UP") && entry.getStatus().equals("COMPLETED"));

            assertThat(Money.micros(credit.getAmount())).isPositive();
        }
    }
}
