package dev.drawdown.payments.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.config.Secret;
import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.embedded.stripe.MovableClock;
import dev.drawdown.embedded.stripe.StripeSimulator;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.ChargeRequest.Collect;
import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentRecords;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.ProviderBooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The gateway with Stripe's own library in front of the simulator, and a look behind the gateway's back. */
final class GatewayRig implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final String CREATE = "POST /v1/payment_intents";
    static final String CONFIRM = "POST /v1/payment_intents/*/confirm";
    static final String READ = "GET /v1/payment_intents/*";

    private static final Duration READ_TIMEOUT = Duration.ofMillis(400);
    private static final Duration LONGER = Duration.ofMillis(900);
    private static final JsonMapper JSON = new JsonMapper();

    final MovableClock clock = new MovableClock(START);
    final StripeSimulator stripe = StripeSimulator.openTemporary(clock);
    private final StripeAccount account = account(stripe.url(), "sk_test_rig");
    final PaymentGateway gateway = account.gateway();
    final CustomerGateway customers = account.customers();
    final PaymentRecords records = account.records();
    final ProviderBooks books = account.books();
    private final HttpClient http = HttpClient.newHttpClient();

    StripeAccount account(String url, String key) {
        return new StripeAccount(
                new StripeSettings(
                        new Secret(key),
                        url,
                        Duration.ofSeconds(2),
                        READ_TIMEOUT,
                        8,
                        20,
                        "http://localhost:8080/billing",
                        List.of(),
                        Duration.ofMinutes(5)),
                clock);
    }

    void provoke(Fault fault, String call, int times) {
        stripe.provoke(fault, call, times, LONGER);
    }

    String customer() {
        return done(customers.openCustomer("payer-1", "Acme", "billing@acme.example", Map.of()));
    }

    String saved(String customer, String token) {
        return done(customers.attach(customer, token)).id();
    }

    static <T> T done(GatewayAnswer<T> answer) {
        if (answer instanceof GatewayAnswer.Done<T>(T value)) {
            return value;
        }
        throw new AssertionError("Expected it to be done, but " + answer);
    }

    /** The first attempt to collect 25 dollars. */
    ChargeRequest request(String customer, String method) {
        return request(customer, method, new Collect.Direct());
    }

    ChargeRequest request(String customer, String method, Collect collect) {
        return new ChargeRequest(
                "wallet-1/AUTO_RECHARGE/7",
                1,
                customer,
                method,
                25_000_000,
                "USD",
                "Auto-recharge of wallet-1: 3.10 USD left, below 10.00 USD",
                Map.of("drawdown_wallet", "wallet-1"),
                collect,
                null,
                null,
                clock.instant(),
                clock.instant());
    }

    /** The attempt after one that is known to have failed. */
    ChargeRequest next(ChargeRequest before, PaymentResult.Declined result, String method) {
        return new ChargeRequest(
                before.requestId(),
                before.attempt() + 1,
                before.customerId(),
                method,
                before.amountMicros(),
                before.currency(),
                before.description(),
                before.metadata(),
                before.collect(),
                result.providerId(),
                result.chargeId() == null ? before.lastChargeId() : result.chargeId(),
                before.firstSentAt(),
                clock.instant());
    }

    /** Asks the simulator itself. */
    JsonNode see(String path) {
        return send(HttpRequest.newBuilder(URI.create(stripe.url() + path)).GET());
    }

    /** Does what a customer, or their bank, does at Stripe. */
    JsonNode click(String url, String form) {
        return send(HttpRequest.newBuilder(URI.create(url.startsWith("http") ? url : stripe.url() + url))
                .POST(BodyPublishers.ofString(form)));
    }

    /** Removes what is there. */
    void remove(String path) {
        send(HttpRequest.newBuilder(URI.create(stripe.url() + path)).DELETE());
    }

    /** Takes back the faults that have not struck yet. */
    void forgiveFaults() {
        remove("/_simulator/faults");
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            String body = http.send(
                            request.header("Authorization", "Bearer sk_test_rig")
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return body.startsWith("{") ? json(body) : JSON.createObjectNode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new AssertionError("Expected an answer, but was interrupted", failure);
        }
    }

    private static JsonNode json(String body) throws JsonProcessingException {
        return JSON.readTree(body);
    }

    /** Returns how often a customer has paid. */
    long paidTimes(String customer) {
        long paid = 0;
        for (JsonNode charge : see("/v1/charges?limit=100&customer=" + customer).path("data")) {
            paid += charge.path("paid").asBoolean() ? 1 : 0;
        }
        return paid;
    }

    /** Returns how often it was tried to take a customer's money. */
    int triedTimes(String customer) {
        return see("/v1/charges?limit=100&customer=" + customer).path("data").size();
    }

    int intents(String customer) {
        return see("/v1/payment_intents?limit=100&customer=" + customer)
                .path("data")
                .size();
    }

    @Override
    public void close() {
        http.close();
        stripe.close();
    }
}
