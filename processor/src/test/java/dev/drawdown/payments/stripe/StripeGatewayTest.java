package dev.drawdown.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drawdown.embedded.stripe.Fault;
import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.DeclineKind;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.PaymentResult.ActionRequired;
import dev.drawdown.payments.PaymentResult.Declined;
import dev.drawdown.payments.PaymentResult.Processing;
import dev.drawdown.payments.PaymentResult.Succeeded;
import dev.drawdown.payments.PaymentResult.Unavailable;
import dev.drawdown.payments.PaymentResult.Unknown;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Collecting by card and bank debit, whatever goes wrong on the way. */
class StripeGatewayTest {
    private final GatewayRig rig = new GatewayRig();
    private final PaymentGateway gateway = rig.gateway;
    private final String customer = rig.customer();

    @AfterEach
    void close() {
        rig.close();
    }

    private ChargeRequest request(String token) {
        return rig.request(customer, rig.saved(customer, token));
    }

    @Test
    void shouldCollectAndLeaveATraceAndAReceipt() {
        PaymentResult result = gateway.collect(request("pm_card_visa"));

        assertThat(result).isInstanceOfSatisfying(Succeeded.class, paid -> {
            assertThat(paid.amountMicros()).isEqualTo(25_000_000);
            assertThat(paid.receiptUrl()).startsWith(rig.stripe.url());
            JsonNode intent = rig.see("/v1/payment_intents/" + paid.providerId());
            assertThat(intent.at("/metadata/drawdown_request").asText()).isEqualTo("wallet-1/AUTO_RECHARGE/7");
            assertThat(intent.at("/metadata/drawdown_wallet").asText()).isEqualTo("wallet-1");
            assertThat(intent.path("description").asText()).startsWith("Auto-recharge of wallet-1");
            JsonNode charge = rig.see("/v1/charges/" + paid.chargeId());
            assertThat(charge.at("/metadata/drawdown_request").asText()).isEqualTo("wallet-1/AUTO_RECHARGE/7");
            assertThat(rig.see("/v1/events?type=payment_intent.succeeded")
                            .at("/data/0/request/idempotency_key")
                            .asText())
                    .isEqualTo("wallet-1/AUTO_RECHARGE/7/1");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa_chargeDeclinedInsufficientFunds, SOFT, insufficient_funds",
        "pm_card_visa_chargeDeclined, SOFT, generic_decline",
        "pm_card_visa_chargeDeclinedLostCard, HARD, lost_card",
        "pm_card_chargeDeclinedExpiredCard, HARD, expired_card",
        "pm_card_chargeDeclinedProcessingError, SOFT, processing_error"
    })
    void shouldTellADeclineForGoodFromOneForNow(String token, DeclineKind kind, String code) {
        assertThat(gateway.collect(rig.request(customer, token))).isInstanceOfSatisfying(Declined.class, declined -> {
            assertThat(declined.kind()).isEqualTo(kind);
            assertThat(declined.code()).isEqualTo(code);
            assertThat(declined.providerId()).startsWith("pi_");
            assertThat(declined.chargeId()).startsWith("ch_");
        });
    }

    @Test
    void shouldDoNothingTwiceHoweverOftenItIsAsked() {
        ChargeRequest request = request("pm_card_visa");

        PaymentResult first = gateway.collect(request);

        assertThat(gateway.collect(request)).isEqualTo(first);
        assertThat(gateway.look(request)).isEqualTo(first);
        assertThat(rig.triedTimes(customer)).isEqualTo(1);
        assertThat(rig.intents(customer)).isEqualTo(1);
    }

    @Test
    void shouldTryTheBackupOnTheSamePayment() {
        ChargeRequest first = request("pm_card_chargeCustomerFail");
        Declined declined = (Declined) gateway.collect(first);

        PaymentResult second = gateway.collect(rig.next(first, declined, rig.saved(customer, "pm_card_visa")));

        assertThat(second).isInstanceOf(Succeeded.class);
        assertThat(rig.intents(customer)).isEqualTo(1);
        assertThat(rig.paidTimes(customer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"CHARGED_THEN_TIMEOUT", "CHARGED_THEN_ERROR"})
    void shouldFindOutAtOnceThatItWasChargedWhenTheAnswerIsLost(Fault fault) {
        rig.provoke(fault, GatewayRig.CONFIRM, 1);

        assertThat(gateway.collect(request("pm_card_visa"))).isInstanceOf(Succeeded.class);
        assertThat(rig.paidTimes(customer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"CHARGED_THEN_TIMEOUT, 1", "TIMEOUT, 1", "CHARGED_THEN_RESET, 2", "RESET, 2", "CHARGED_THEN_ERROR, 1"})
    void shouldNotKnowWhenNeitherAnswerNorObjectCanBeHad(Fault fault, int times) {
        ChargeRequest request = request("pm_card_visa");
        rig.provoke(fault, GatewayRig.CONFIRM, times);
        rig.provoke(Fault.TIMEOUT, GatewayRig.READ, 1);

        PaymentResult first = gateway.collect(request);
        PaymentResult again = gateway.collect(request);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Unknown.class,
                        unknown -> assertThat(unknown.providerId()).startsWith("pi_"));
        assertThat(again).isInstanceOf(Succeeded.class);
        assertThat(rig.paidTimes(customer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT", "CHARGED_THEN_TIMEOUT"})
    void shouldCreateOnePaymentWhenTheAnswerToItsCreationIsLost(Fault fault) {
        ChargeRequest request = request("pm_card_visa");
        rig.provoke(fault, GatewayRig.CREATE, 1);

        assertThat(gateway.collect(request)).isEqualTo(new Unknown(null, "no_answer"));
        assertThat(gateway.collect(request)).isInstanceOf(Succeeded.class);
        assertThat(rig.intents(customer)).isEqualTo(1);
    }

    @Test
    void shouldFindAPaymentWhoseCreationWasDenied() {
        rig.provoke(Fault.CHARGED_THEN_ERROR, GatewayRig.CREATE, 1);

        assertThat(gateway.collect(request("pm_card_visa"))).isInstanceOf(Succeeded.class);
        assertThat(rig.intents(customer)).isEqualTo(1);
    }

    @Test
    void shouldKnowOnlyAfterTheKeysTimeThatABrokenAttemptDidNothing() {
        ChargeRequest request = request("pm_card_visa");
        rig.provoke(Fault.ERROR, GatewayRig.CONFIRM, 1);

        PaymentResult first = gateway.collect(request);
        PaymentResult again = gateway.collect(request);
        rig.clock.pass(Keys.TRUSTED);
        Declined late = (Declined) gateway.collect(request);
        PaymentResult next = gateway.collect(rig.next(request, late, request.methodId()));

        assertThat(first).isInstanceOf(Unknown.class);
        assertThat(again).isInstanceOf(Unknown.class);
        assertThat(late.code()).isEqualTo("not_attempted");
        assertThat(next).isInstanceOf(Succeeded.class);
        assertThat(rig.paidTimes(customer)).isEqualTo(1);
    }

    @Test
    void shouldOnlyReadOnceAKeyMayHaveExpired() {
        ChargeRequest request = request("pm_card_chargeCustomerFail");
        PaymentResult declined = gateway.collect(request);
        rig.clock.pass(Duration.ofHours(25));

        assertThat(gateway.collect(request)).isEqualTo(declined);
        assertThat(rig.triedTimes(customer)).isEqualTo(1);
    }

    @Test
    void shouldFindALostPaymentAmongTheCustomersOwn() {
        ChargeRequest request = request("pm_card_visa");
        PaymentResult paid = gateway.collect(request);
        rig.clock.pass(Duration.ofHours(25));

        assertThat(gateway.collect(request)).isEqualTo(paid);
        assertThat(gateway.look(request)).isEqualTo(paid);
        assertThat(rig.intents(customer)).isEqualTo(1);
    }

    @Test
    void shouldKnowAfterTheKeysTimeThatWhatCannotBeFoundWasNeverCreated() {
        ChargeRequest request = request("pm_card_visa");
        rig.clock.pass(Duration.ofHours(25));

        assertThat(gateway.look(request)).isEqualTo(new Unknown(null, "not_found"));
        assertThat(gateway.collect(request)).isEqualTo(new Declined(null, null, DeclineKind.SOFT, "not_created"));
        assertThat(rig.intents(customer)).isZero();
    }

    @Test
    void shouldWaitAsLongAsStripeSaysWhenThereIsTooMuch() {
        ChargeRequest request = request("pm_card_visa");
        rig.provoke(Fault.RATE_LIMITED, GatewayRig.CONFIRM, 1);

        assertThat(gateway.collect(request)).isEqualTo(new Unavailable(Duration.ofSeconds(1), "rate_limit"));
        assertThat(gateway.collect(request)).isInstanceOf(Succeeded.class);
    }

    @Test
    void shouldSayThatNothingHappenedWhenStripeIsOutOfReach() {
        ChargeRequest request = request("pm_card_visa");
        PaymentGateway nowhere =
                rig.account("http://127.0.0.1:1", "sk_test_rig").gateway();

        assertThat(nowhere.collect(request)).isInstanceOf(Unavailable.class);
    }

    @Test
    void shouldNotShowTheKeyThatDoesNotFit() {
        PaymentResult result =
                rig.account(rig.stripe.url(), "sk_live_secret").gateway().collect(request("pm_card_visa"));

        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(result.toString()).doesNotContain("sk_live");
    }

    @Test
    void shouldSayThatAKeyIsInUseWhileTheCallIsUnderWay() {
        ChargeRequest request = request("pm_card_visa");
        rig.provoke(Fault.SLOW, GatewayRig.CONFIRM, 1);

        assertThat(gateway.collect(request)).isInstanceOf(Unknown.class);
        assertThat(gateway.collect(request)).isInstanceOfAny(Unknown.class, Succeeded.class);
        assertThat(rig.paidTimes(customer)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"approve, true", "refuse, false"})
    void shouldHandTheCustomerALinkWhenTheBankAsksForThem(String answer, boolean paid) {
        ChargeRequest request = request("pm_card_authenticationRequired");
        ActionRequired asked = (ActionRequired) gateway.collect(request);
        assertThat(gateway.collect(request)).isEqualTo(asked);

        rig.click(asked.actionUrl(), "answer=" + answer);

        PaymentResult after = gateway.look(request);
        assertThat(gateway.collect(request)).isEqualTo(after);
        if (paid) {
            assertThat(after).isInstanceOf(Succeeded.class);
        } else {
            assertThat(after)
                    .isInstanceOfSatisfying(
                            Declined.class,
                            declined -> assertThat(declined.code()).isEqualTo("payment_intent_authentication_failure"));
        }
        assertThat(rig.paidTimes(customer)).isEqualTo(paid ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"pm_usBankAccount_success, true, ''", "pm_usBankAccount_accountClosed, false, account_closed"})
    void shouldWaitForABankDebit(String token, boolean paid, String code) {
        ChargeRequest request = request(token);
        assertThat(gateway.collect(request)).isInstanceOf(Processing.class);

        rig.clock.pass(Duration.ofSeconds(3));
        rig.stripe.tick();

        PaymentResult after = gateway.collect(request);
        assertThat(after).isEqualTo(gateway.look(request));
        if (paid) {
            assertThat(after).isInstanceOf(Succeeded.class);
        } else {
            assertThat(after).isInstanceOfSatisfying(Declined.class, declined -> {
                assertThat(declined.code()).isEqualTo(code);
                assertThat(declined.kind()).isEqualTo(DeclineKind.HARD);
            });
        }
    }

    @Test
    void shouldTakeWhatStripeTurnsDownForADeclineForGood() {
        ChargeRequest request = request("pm_card_visa");
        GatewayRig.done(rig.customers.detach(request.methodId()));

        assertThat(gateway.collect(request)).isInstanceOfSatisfying(Declined.class, declined -> {
            assertThat(declined.kind()).isEqualTo(DeclineKind.HARD);
            assertThat(declined.code()).isEqualTo("payment_method_unexpected_state");
        });
    }

    @Test
    void shouldNotTakeACustomerWhoDoesNotExist() {
        assertThat(gateway.collect(rig.request("cus_nobody", "pm_card_visa")))
                .isEqualTo(new Declined(null, null, DeclineKind.HARD, "resource_missing"));
    }

    @Test
    void shouldNotTakeAnObjectThatCannotBeReadForADecline() {
        ChargeRequest request = request("pm_card_visa");
        Declined elsewhere = new Declined("pi_of_another_account", null, DeclineKind.SOFT, "generic_decline");
        ChargeRequest foreign = rig.next(request, elsewhere, request.methodId());

        assertThat(gateway.collect(foreign)).isEqualTo(new Unknown("pi_of_another_account", "resource_missing"));
        assertThat(gateway.look(foreign)).isEqualTo(new Unknown("pi_of_another_account", "resource_missing"));
        rig.clock.pass(Duration.ofHours(25));
        assertThat(gateway.collect(foreign)).isEqualTo(new Unknown("pi_of_another_account", "resource_missing"));
    }

    @Test
    void shouldNotCollectSomethingElseUnderTheSameIdentity() {
        assertThat(gateway.collect(request("pm_card_visa"))).isInstanceOf(Succeeded.class);
        String other = GatewayRig.done(rig.customers.openCustomer("other", null, null, Map.of()));

        assertThat(gateway.collect(rig.request(other, "pm_card_visa")))
                .isEqualTo(new Unknown(null, "idempotency_error"));
        assertThat(rig.triedTimes(other)).isZero();
    }

    @Test
    void shouldAbandonWhatIsNotPaidAndSayWhatIs() {
        ChargeRequest open = request("pm_card_authenticationRequired");
        assertThat(gateway.collect(open)).isInstanceOf(ActionRequired.class);

        assertThat(gateway.abandon(open))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("canceled"));
        assertThat(gateway.collect(open)).isInstanceOf(Declined.class);
        assertThat(rig.paidTimes(customer)).isZero();
    }

    @Test
    void shouldNotAbandonWhatIsPaid() {
        ChargeRequest request = request("pm_card_visa");
        PaymentResult paid = gateway.collect(request);

        assertThat(gateway.abandon(request)).isEqualTo(paid);
    }

    @Test
    void shouldCollectCurrenciesWithoutStripeAmounts() {
        ChargeRequest usual = request("pm_card_visa");
        ChargeRequest yen = new ChargeRequest(
                "wallet-2/TOP_UP/1",
                1,
                customer,
                usual.methodId(),
                1_500_200_000,
                "JPY",
                "Top-up",
                usual.metadata(),
                usual.collect(),
                null,
                null,
                usual.firstSentAt(),
                usual.attemptSentAt());

        Succeeded paid = (Succeeded) gateway.collect(yen);

        assertThat(paid.amountMicros()).isEqualTo(1_501_000_000);
        assertThat(rig.see("/v1/payment_intents/" + paid.providerId())
                        .path("amount")
                        .asLong())
                .isEqualTo(1_501);
    }
}
