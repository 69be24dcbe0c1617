package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.stripe.StripeProbe.Said;
import dev.drawdown.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What any client sees of the simulator's HTTP, whatever it calls. */
class WireTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final MovableClock clock = new MovableClock(START);
    private final StripeSimulator stripe = StripeSimulator.openTemporary(clock);
    private final StripeProbe probe = new StripeProbe(stripe.url());

    @AfterEach
    void close() {
        probe.close();
        stripe.close();
    }

    @Test
    void shouldRefuseWhoeverHasNoTestKey() {
        Said nobody = probe.send(probe.request("GET", "/v1/customers", "").build());
        Said live = probe.send(probe.request("GET", "/v1/customers", "")
                .header("Authorization", "Bearer sk_live_oops")
                .build());

        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.text("error.type")).isEqualTo("invalid_request_error");
        assertThat(live.status()).isEqualTo(401);
        assertThat(live.body().toString()).doesNotContain("sk_live_oops");
    }

    @Test
    void shouldTakeTheKeyAsUserAsWell() {
        Said said = probe.send(probe.request("GET", "/v1/customers", "")
                .header("Authorization", "Basic c2tfdGVzdF94Og==")
                .build());

        assertThat(said.status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseAVersionWhoseShapesItDoesNotHave() {
        Said said = probe.send(probe.request("GET", "/v1/customers", "")
                .header("Authorization", "Bearer " + StripeProbe.KEY)
                .header("Stripe-Version", "2022-11-15")
                .build());

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.header("Stripe-Version")).contains("2026-07-29.dahlia");
    }

    @Test
    void shouldNameWhatIsWrongWithAParameter() {
        Said unknown = probe.post("/v1/customers", "nam=Acme");
        Said missing = probe.post("/v1/payment_intents", "amount=500");
        Said notANumber = probe.post("/v1/payment_intents", "amount=five&currency=usd");
        Said tooSmall = probe.post("/v1/payment_intents", "amount=49&currency=usd");
        Said noSuch = probe.get("/v1/customers/cus_nobody");

        assertThat(unknown.text("error.code")).isEqualTo("parameter_unknown");
        assertThat(unknown.text("error.param")).isEqualTo("nam");
        assertThat(missing.text("error.code")).isEqualTo("parameter_missing");
        assertThat(notANumber.text("error.code")).isEqualTo("parameter_invalid_integer");
        assertThat(tooSmall.text("error.code")).isEqualTo("amount_too_small");
        assertThat(tooSmall.status()).isEqualTo(400);
        assertThat(noSuch.status()).isEqualTo(404);
        assertThat(noSuch.text("error.code")).isEqualTo("resource_missing");
    }

    @Test
    void shouldReadBracketsAndWriteMetadataBack() {
        String id = probe.post(
                        "/v1/customers", "name=A%26B&metadata[wallet]=w-1&metadata[0]=zero&address[city]=K%C3%B6ln")
                .well()
                .id();
        probe.post("/v1/customers/" + id, "metadata[wallet]=&metadata[owner]=o-1")
                .well();

        Said customer = probe.get("/v1/customers/" + id).well();

        assertThat(customer.text("name")).isEqualTo("A&B");
        assertThat(customer.text("address.city")).isEqualTo("Köln");
        assertThat(customer.body().path("metadata").toString()).isEqualTo("{\"0\":\"zero\",\"owner\":\"o-1\"}");
    }

    @Test
    void shouldPageThroughAListNewestFirst() {
        for (int i = 0; i < 5; i++) {
            probe.post("/v1/customers", "name=" + i).well();
        }

        Said first = probe.get("/v1/customers?limit=2").well();
        Said second = probe.get("/v1/customers?limit=3&starting_after=" + first.text("data.1.id"))
                .well();
        Said back = probe.get("/v1/customers?limit=1&ending_before=" + second.text("data.0.id"))
                .well();

        assertThat(first.text("data.0.name")).isEqualTo("4");
        assertThat(first.text("has_more")).isEqualTo("true");
        assertThat(second.text("data.0.name")).isEqualTo("2");
        assertThat(second.text("has_more")).isEqualTo("false");
        assertThat(back.text("data.0.name")).isEqualTo("3");
        assertThat(probe.get("/v1/customers?limit=101").status()).isEqualTo(400);
    }

    @Test
    void shouldPutObjectsInThePlacesOfTheirIdsWhenAsked() {
        Said intent = probe.pay(probe.payer("pm_card_visa"), "&expand[]=latest_charge.refunds&expand[]=customer")
                .well();

        assertThat(intent.text("latest_charge.object")).isEqualTo("charge");
        assertThat(intent.text("latest_charge.refunds.object")).isEqualTo("list");
        assertThat(intent.text("customer.name")).isEqualTo("Acme");
        assertThat(probe.get("/v1/payment_intents/" + intent.id() + "?expand[]=amount")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldRepeatItsAnswerForTheSameKey() {
        Said first = probe.post("/v1/customers", "name=Acme", "key-1").well();
        Said again = probe.post("/v1/customers", "name=Acme", "key-1").well();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.header("Original-Request")).isEqualTo(first.header("Request-Id"));
        assertThat(probe.get("/v1/customers").body().path("data")).hasSize(1);
    }

    @Test
    void shouldRefuseAKeyWithOtherParametersOrForAnotherCall() {
        probe.post("/v1/customers", "name=Acme", "key-1").well();

        Said others = probe.post("/v1/customers", "name=Bolt", "key-1");
        Said elsewhere = probe.post("/v1/setup_intents", "name=Acme", "key-1");

        assertThat(others.status()).isEqualTo(400);
        assertThat(others.text("error.type")).isEqualTo("idempotency_error");
        assertThat(elsewhere.text("error.type")).isEqualTo("idempotency_error");
    }

    @Test
    void shouldNotRememberAKeyWhoseRequestWasNotEvenBegun() {
        assertThat(probe.post("/v1/customers", "nam=Acme", "key-1").status()).isEqualTo(400);

        assertThat(probe.post("/v1/customers", "name=Acme", "key-1").status()).isEqualTo(200);
    }

    @Test
    void shouldRepeatADecline() {
        var payer = probe.payer("pm_card_chargeCustomerFail");
        String intent = probe.post("/v1/payment_intents", "amount=900&currency=usd&customer=" + payer.customer())
                .well()
                .id();
        String form = "off_session=true&return_url=http://127.0.0.1:1/&payment_method=" + payer.method();

        Said first = probe.post("/v1/payment_intents/" + intent + "/confirm", form, "try-1");
        Said again = probe.post("/v1/payment_intents/" + intent + "/confirm", form, "try-1");

        assertThat(first.status()).isEqualTo(402);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(probe.get("/v1/charges?payment_intent=" + intent).body().path("data"))
                .hasSize(1);
    }

    @Test
    void shouldForgetAKeyAfterADay() {
        Said first = probe.post("/v1/customers", "name=Acme", "key-1").well();
        clock.pass(Duration.ofHours(24).minusMillis(1));
        Said inTime = probe.post("/v1/customers", "name=Acme", "key-1").well();
        clock.pass(Duration.ofMillis(1));
        Said late = probe.post("/v1/customers", "name=Acme", "key-1").well();

        assertThat(inTime.id()).isEqualTo(first.id());
        assertThat(late.id()).isNotEqualTo(first.id());
    }

    @Test
    void shouldSayThatAKeyIsInUseWhileItsRequestIsUnderWay() {
        stripe.provoke(Fault.SLOW, "POST /v1/customers", 1, Duration.ofSeconds(3));
        CompletableFuture<Said> first =
                CompletableFuture.supplyAsync(() -> probe.post("/v1/customers", "name=Acme", "key-1"));

        Await.until(
                "the first request",
                Duration.ofSeconds(10),
                () -> probe.get("/_simulator/faults").body().path("data").isEmpty());

        Said second = probe.post("/v1/customers", "name=Acme", "key-1");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("error.code")).isEqualTo("idempotency_key_in_use");
        assertThat(first.join().status()).isEqualTo(200);
    }

    @Test
    void shouldHaveNothingOfItsOwnInAnAnswer() {
        Said intent = probe.pay(probe.payer("pm_card_visa"), "&expand[]=payment_method&expand[]=latest_charge")
                .well();

        assertThat(intent.body().toString()).doesNotContain("\"_");
    }

    @Test
    void shouldAnswerByTheClockItWasGiven() {
        Said customer = probe.post("/v1/customers", "").well();

        assertThat(customer.text("created")).isEqualTo(Long.toString(START.getEpochSecond()));
    }
}
