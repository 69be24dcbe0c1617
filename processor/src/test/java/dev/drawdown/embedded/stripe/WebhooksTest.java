package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import dev.drawdown.embedded.stripe.StripeProbe.Said;
import dev.drawdown.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the simulator tells, to whom, and how often. */
class WebhooksTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long TOLERANCE_SECONDS = 300;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final StripeSimulator stripe = StripeSimulator.openTemporary(clock);
    private final StripeProbe probe = new StripeProbe(stripe.url());
    private final WebhookListener listener = WebhookListener.open();

    @AfterEach
    void close() {
        listener.close();
        probe.close();
        stripe.close();
    }

    private Said listen(String events) {
        return probe.post("/v1/webhook_endpoints", "url=" + listener.url() + "&enabled_events[]=" + events)
                .well();
    }

    private Event verified(WebhookListener.Told told, String secret) throws SignatureVerificationException {
        return Webhook.constructEvent(told.body(), told.signature(), secret, TOLERANCE_SECONDS, clock);
    }

    @Test
    void shouldTellWhatHappenedSignedForStripesOwnLibrary() throws SignatureVerificationException {
        Said endpoint = listen("payment_intent.succeeded");
        Said paid = probe.pay(probe.payer("pm_card_visa")).well();

        Await.until("a webhook", SOON, () -> !listener.told().isEmpty());

        WebhookListener.Told told = listener.told().getFirst();
        Event event = verified(told, endpoint.text("secret"));
        assertThat(event.getType()).isEqualTo("payment_intent.succeeded");
        assertThat(told.body()).contains(paid.id());
        assertThatThrownBy(() -> verified(told, "whsec_other")).isInstanceOf(SignatureVerificationException.class);
    }

    @Test
    void shouldTryAgainLaterAndLaterUntilItIsTaken() {
        listener.answerWith(500);
        listen("customer.created");
        probe.post("/v1/customers", "").well();

        Await.until("three tries", SOON, () -> isTold(3));
        listener.answerWith(204);
        Await.until(
                "its success",
                SOON,
                () -> isTold(3)
                        && probe.get("/v1/events")
                                .text("data.0.pending_webhooks")
                                .equals("0"));

        List<WebhookListener.Told> tries = listener.told();
        assertThat(tries).allSatisfy(told -> assertThat(told.body()).contains("customer.created"));
        assertThat(signedSecond(tries.get(1)) - signedSecond(tries.get(0))).isGreaterThanOrEqualTo(1);
        assertThat(signedSecond(tries.get(2)) - signedSecond(tries.get(1))).isGreaterThanOrEqualTo(5);
    }

    private static long signedSecond(WebhookListener.Told told) {
        return Long.parseLong(
                told.signature().substring("t=".length(), told.signature().indexOf(',')));
    }

    /** Lets time pass until then: when a try has failed only the simulator knows, and from then on it waits for the next. */
    private boolean isTold(int times) {
        clock.pass(Duration.ofSeconds(1));
        stripe.tick();
        return listener.told().size() >= times;
    }

    @Test
    void shouldSignWithBothSecretsAfterARoll() throws SignatureVerificationException {
        Said endpoint = listen("*");
        Said rolled = probe.post("/_simulator/webhook_endpoints/" + endpoint.id() + "/roll", "");
        probe.post("/v1/customers", "").well();

        Await.until("a webhook", SOON, () -> !listener.told().isEmpty());

        WebhookListener.Told told = listener.told().getFirst();
        assertThat(verified(told, endpoint.text("secret")).getType()).isEqualTo("customer.created");
        assertThat(verified(told, rolled.text("secret")).getType()).isEqualTo("customer.created");
    }

    @Test
    void shouldTellNobodyWhoDoesNotListen() {
        Said endpoint = listen("refund.created");
        probe.delete("/v1/webhook_endpoints/" + endpoint.id()).well();
        probe.post("/v1/customers", "").well();

        assertThat(probe.get("/v1/events").text("data.0.pending_webhooks")).isEqualTo("0");
        assertThat(probe.get("/v1/webhook_endpoints").body().path("data")).isEmpty();
    }

    @Test
    void shouldTellTheNextAddressWhatTheLastOneDidNotTake() throws SignatureVerificationException {
        String secret = stripe.tell("http://127.0.0.1:1/nobody");
        probe.post("/v1/customers", "").well();
        assertThat(stripe.tell(listener.url())).isEqualTo(secret);
        Await.until("a webhook", SOON, () -> isTold(1));

        assertThat(verified(listener.told().getFirst(), secret).getType()).isEqualTo("customer.created");
        assertThat(probe.get("/v1/webhook_endpoints").body().path("data")).hasSize(1);
    }

    @Test
    void shouldNameTheCallThatCausedAnEvent() {
        Said customer = probe.post("/v1/customers", "", "key-1").well();

        Said event = probe.get("/v1/events?type=customer.created").well();

        assertThat(event.text("data.0.request.idempotency_key")).isEqualTo("key-1");
        assertThat(event.text("data.0.request.id"))
                .isEqualTo(customer.header("Request-Id").orElse(""));
        assertThat(event.text("data.0.data.object.id")).isEqualTo(customer.id());
    }
}
