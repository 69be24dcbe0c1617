package dev.drawdown.embedded.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.stripe.StripeProbe.Said;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refunds and disputes. */
class MoneyBackTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final StripeSimulator stripe = StripeSimulator.openTemporary(clock);
    private final StripeProbe probe = new StripeProbe(stripe.url());

    @AfterEach
    void close() {
        probe.close();
        stripe.close();
    }

    private Said paid(String method) {
        return probe.pay(probe.payer(method)).well();
    }

    private Said charge(Said intent) {
        return probe.get("/v1/charges/" + intent.text("latest_charge")).well();
    }

    private void settle() {
        clock.pass(Duration.ofSeconds(5));
        stripe.tick();
    }

    @Test
    void shouldRefundInPartsAndNeverMoreThanWasPaid() {
        Said paid = paid("pm_card_visa");

        Said part = probe.post("/v1/refunds", "amount=1000&payment_intent=" + paid.id())
                .well();
        Said tooMuch = probe.post("/v1/refunds", "amount=1501&payment_intent=" + paid.id());
        Said rest = probe.post("/v1/refunds", "charge=" + paid.text("latest_charge"))
                .well();
        Said again = probe.post("/v1/refunds", "charge=" + paid.text("latest_charge"));

        assertThat(part.text("status")).isEqualTo("succeeded");
        assertThat(tooMuch.status()).isEqualTo(400);
        assertThat(rest.text("amount")).isEqualTo("1500");
        assertThat(again.text("error.code")).isEqualTo("charge_already_refunded");
        assertThat(charge(paid).text("refunded")).isEqualTo("true");
        assertThat(probe.get("/v1/refunds?payment_intent=" + paid.id()).body().path("data"))
                .hasSize(2);
    }

    @Test
    void shouldNotRefundWhatWasNotPaid() {
        Said intent = probe.pay(probe.payer("pm_card_chargeCustomerFail"));

        Said refund = probe.post("/v1/refunds", "payment_intent=" + intent.text("error.payment_intent.id"));

        assertThat(refund.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_pendingRefund, pending, succeeded, 2500",
        "pm_card_refundFail, succeeded, failed, 0",
        "pm_card_visa, succeeded, succeeded, 2500"
    })
    void shouldEndARefundAsItsCardSays(String method, String first, String last, String refunded) {
        Said paid = paid(method);
        Said refund = probe.post("/v1/refunds", "payment_intent=" + paid.id()).well();
        assertThat(refund.text("status")).isEqualTo(first);

        settle();

        assertThat(probe.get("/v1/refunds/" + refund.id()).text("status")).isEqualTo(last);
        assertThat(charge(paid).text("amount_refunded")).isEqualTo(refunded);
    }

    @ParameterizedTest
    @CsvSource({"winning_evidence, won", "losing_evidence, lost"})
    void shouldDecideADisputeByItsEvidence(String evidence, String status) {
        Said paid = paid("pm_card_createDispute");
        assertThat(charge(paid).text("disputed")).isEqualTo("false");
        settle();
        Said dispute = probe.get("/v1/disputes?payment_intent=" + paid.id()).well();
        assertThat(dispute.text("data.0.status")).isEqualTo("needs_response");
        assertThat(probe.post("/v1/refunds", "payment_intent=" + paid.id()).text("error.code"))
                .isEqualTo("charge_disputed");

        Said ended = probe.post("/v1/disputes/" + dispute.text("data.0.id"), "evidence[uncategorized_text]=" + evidence)
                .well();

        assertThat(ended.text("status")).isEqualTo(status);
    }

    @Test
    void shouldOpenAndEndADisputeOverAnyChargeWhenAsked() {
        Said paid = paid("pm_card_visa");

        Said opened = probe.post("/_simulator/charges/" + paid.text("latest_charge") + "/dispute", "reason=duplicate");
        Said again = probe.post("/_simulator/charges/" + paid.text("latest_charge") + "/dispute", "");
        Said won = probe.post("/_simulator/disputes/" + opened.id(), "outcome=won");

        assertThat(opened.text("reason")).isEqualTo("duplicate");
        assertThat(again.id()).isEqualTo(opened.id());
        assertThat(won.text("status")).isEqualTo("won");
    }

    @Test
    void shouldLoseADisputeThatIsClosed() {
        Said paid = paid("pm_card_createDisputeProductNotReceived");
        settle();
        String dispute = probe.get("/v1/disputes").text("data.0.id");

        assertThat(probe.post("/v1/disputes/" + dispute + "/close", "").text("status"))
                .isEqualTo("lost");
        assertThat(probe.post("/v1/disputes/" + dispute + "/close", "").status())
                .isEqualTo(400);
        assertThat(paid.text("status")).isEqualTo("succeeded");
    }
}
