package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unknown;
import dev.drawdown.payments.RefundRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Giving money back. */
class RefundsTest {
    private final GatewayRig rig = new GatewayRig();
    private final String customer = rig.customer();

    @AfterEach
    void close() {
        rig.close();
    }

    private RefundRequest refund(String token, long amountMicros) {
        Succeeded paid = (Succeeded) rig.gateway.collect(rig.request(customer, rig.saved(customer, token)));
        return new RefundRequest(
                "wallet-1/REFUND/2",
                1,
                String.valueOf(paid.chargeId()),
                amountMicros,
                "USD",
                Map.of("drawdown_wallet", "wallet-1"),
                rig.clock.instant());
    }

    private int refunds(RefundRequest request) {
        return rig.see("/v1/refunds?charge=" + request.chargeId()).path("data").size();
    }

    @Test
    void shouldGiveBackOnceHoweverOftenItIsAsked() {
        RefundRequest request = refund("pm_card_visa", 10_000_000);

        PaymentResult first = rig.gateway.refund(request);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Succeeded.class, back -> assertThat(back.amountMicros()).isEqualTo(10_000_000));
        assertThat(rig.gateway.refund(request)).isEqualTo(first);
        rig.clock.pass(Duration.ofHours(25));
        assertThat(rig.gateway.refund(request)).isEqualTo(first);
        assertThat(refunds(request)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CHARGED_THEN_TIMEOUT", "TIMEOUT", "CHARGED_THEN_ERROR"})
    void shouldGiveBackOnceWhenTheAnswerIsLost(Fault fault) {
        RefundRequest request = refund("pm_card_visa", 10_000_000);
        rig.provoke(fault, "POST /v1/refunds", 1);

        rig.gateway.refund(request);

        assertThat(rig.gateway.refund(request)).isInstanceOf(Succeeded.class);
        assertThat(refunds(request)).isEqualTo(1);
    }

    @Test
    void shouldKnowLaterThatABrokenRefundDidNothing() {
        RefundRequest request = refund("pm_card_visa", 10_000_000);
        rig.provoke(Fault.ERROR, "POST /v1/refunds", 1);

        assertThat(rig.gateway.refund(request)).isInstanceOf(Unknown.class);
        rig.clock.pass(Duration.ofHours(20));

        assertThat(rig.gateway.refund(request))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("not_attempted"));
        assertThat(refunds(request)).isZero();
    }

    @Test
    void shouldFollowARefundThatTakesAWhile() {
        RefundRequest pending = refund("pm_card_pendingRefund", 10_000_000);
        assertThat(rig.gateway.refund(pending)).isInstanceOf(Processing.class);

        rig.clock.pass(Duration.ofHours(21));
        rig.stripe.tick();

        assertThat(rig.gateway.refund(pending)).isInstanceOf(Succeeded.class);
    }

    @Test
    void shouldNoticeThatARefundHasFailedAfterAll() {
        RefundRequest request = refund("pm_card_refundFail", 10_000_000);
        assertThat(rig.gateway.refund(request)).isInstanceOf(Succeeded.class);

        rig.clock.pass(Duration.ofHours(21));
        rig.stripe.tick();

        assertThat(rig.gateway.refund(request))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("expired_or_canceled_card"));
    }

    @Test
    void shouldNotGiveBackMoreThanThereIs() {
        assertThat(rig.gateway.refund(refund("pm_card_visa", 26_000_000)))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.kind()).isEqualTo(DeclineKind.HARD));
    }
}
