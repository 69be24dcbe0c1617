package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.payments.ChargeStanding;
import dev.drawdown.payments.ChargeStanding.Dispute;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.RefundRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Stripe's books say of a charge. */
class StripeRecordsTest {
    private final GatewayRig rig = new GatewayRig();
    private final String customer = rig.customer();

    @AfterEach
    void close() {
        rig.close();
    }

    private String paid(String token) {
        Succeeded paid = (Succeeded) rig.gateway.collect(rig.request(customer, rig.saved(customer, token)));
        return String.valueOf(paid.chargeId());
    }

    private ChargeStanding standing(String charge) {
        return GatewayRig.done(rig.records.charge(charge));
    }

    @Test
    void shouldTraceAChargeToItsRequest() {
        String charge = paid("pm_card_visa");

        assertThat(standing(charge))
                .isEqualTo(
                        new ChargeStanding(charge, "wallet-1/AUTO_RECHARGE/7", "USD", 25_000_000, 0, Dispute.NONE, 0));
    }

    @Test
    void shouldAddUpWhatWasGivenBack() {
        String charge = paid("pm_card_visa");
        for (int refund = 1; refund <= 2; refund++) {
            rig.gateway.refund(new RefundRequest(
                    "wallet-1/REFUND/" + refund, 1, charge, 4_000_000, "USD", Map.of(), rig.clock.instant()));
        }

        assertThat(standing(charge).refundedMicros()).isEqualTo(8_000_000);
    }

    @Test
    void shouldCountNothingForAChargeThatFailed() {
        Declined declined = (Declined)
                rig.gateway.collect(rig.request(customer, rig.saved(customer, "pm_card_chargeCustomerFail")));

        assertThat(standing(String.valueOf(declined.chargeId())).amountMicros()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_createDispute, '', OPEN, 25000000",
        "pm_card_createDispute, won, WON, 25000000",
        "pm_card_createDispute, lost, LOST, 25000000",
        "pm_card_createDisputeInquiry, '', INQUIRY, 25000000",
        "pm_card_createDisputeInquiry, lost, NONE, 0"
    })
    void shouldSayWhatHasBecomeOfADispute(String token, String outcome, Dispute dispute, long disputedMicros) {
        String charge = paid(token);
        rig.clock.pass(Duration.ofSeconds(5));
        rig.stripe.tick();
        if (!outcome.isEmpty()) {
            String id = rig.see("/v1/disputes").at("/data/0/id").asText();
            rig.click("/_simulator/disputes/" + id, "outcome=" + outcome);
        }

        assertThat(standing(charge).dispute()).isEqualTo(dispute);
        assertThat(standing(charge).disputedMicros()).isEqualTo(disputedMicros);
    }

    @Test
    void shouldNotKnowWhatIsNotThere() {
        assertThat(rig.records.charge("ch_nobody")).isEqualTo(new GatewayAnswer.Refused<>("resource_missing"));
    }
}
