package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.DeclineKind;
import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.BillingMode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Billing mode CARD: leads and usage ask for their own payments, beside the balance. */
final class CardModeTest {
    private final WalletFixture wallet = WalletFixture.opened(onCard());

    private static SettingsDraft onCard() {
        return SettingsDraft.settings().mode(BillingMode.CARD);
    }

    private Decision paid(String request) {
        return accepted(wallet.answer(request, PaymentStatus.SUCCEEDED));
    }

    private void fail(String request) {
        wallet.declined(request, 1, DeclineKind.HARD);
        wallet.declined(request, 2, DeclineKind.HARD);
    }

    private Decision otherMethods() {
        return accepted(wallet.send(new Input.MethodsChanged("w1", wallet.now())));
    }

    private String gathered() {
        return Money.plain(wallet.wallet().payments().gatheredMicros());
    }

    // Charging.

    @Test
    void shouldAskForAPaymentForEachLeadBesideTheBalance() {
        Decision lead = accepted(wallet.lead("l1", "12.505"));

        assertThat(Ledger.lines(lead)).containsExactly("PENDING CARD_CHARGE 12.505 (0) - cash>revenue");
        assertThat(lead.postings().getFirst().attribution().category()).isEqualTo("lead");
        assertThat(lead.postings().getFirst().attribution().reference()).isEqualTo("w1/LEAD_CARD/1");
        assertThat(lead.postings().getFirst().attribution().paymentId()).isNull();
        assertThat(Signals.all(lead)).containsExactly("LEAD_CARD/1 attempt 1 of 12.51 DIRECT DEFAULT");
        assertThat(wallet.available()).isEqualTo("0");
        assertThat(wallet.pending()).isEqualTo("0");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
        assertThat(Signals.requests(accepted(wallet.usage("sms", "3"))))
                .containsExactly("LEAD_CARD/2 attempt 1 of 3 DIRECT DEFAULT");
    }

    @Test
    void shouldEarnWhatIsPaidAndCreditWhatRoundingBrought() {
        accepted(wallet.lead("l1", "12.505"));

        Decision paid = paid("LEAD_CARD/1");

        assertThat(Ledger.lines(paid))
                .containsExactly(
                        "CARD_CHARGE 12.505 (0) - cash>revenue recognized 12.505",
                        "TOP_UP 0.005 (0.005) T1 cash>deferred_revenue");
        assertThat(paid.postings().getFirst().attribution().paymentId()).isEqualTo("w1/LEAD_CARD/1");
    }

    @Test
    void shouldLetCreditPayFirst() {
        wallet.topUp("10");

        Decision lead = accepted(wallet.lead("l1", "12"));

        assertThat(Ledger.lines(lead))
                .containsExactly(
                        "LEAD_DELIVERY 10 (-10) T1 deferred_revenue>revenue recognized 10",
                        "PENDING CARD_CHARGE 2 (0) - cash>revenue");
        assertThat(Signals.requests(lead)).containsExactly("LEAD_CARD/1 attempt 1 of 2 DIRECT DEFAULT");
    }

    @Test
    void shouldGatherWhatIsTooLittleToBeCharged() {
        assertThat(Signals.requests(accepted(wallet.usage("sms", "0.3")))).isEmpty();
        assertThat(Signals.requests(accepted(wallet.usage("sms", "0.19")))).isEmpty();
        assertThat(gathered()).isEqualTo("0.49");

        Decision enough = accepted(wallet.usage("sms", "0.000001"));

        assertThat(Signals.requests(enough)).containsExactly("LEAD_CARD/1 attempt 1 of 0.5 DIRECT DEFAULT");
        assertThat(enough.postings().getFirst().attribution().reference()).isEqualTo("w1/LEAD_CARD/1");
        assertThat(gathered()).isEqualTo("0");
    }

    @Test
    void shouldGatherWhileAsManyPaymentsAsMayBeAreUnderWay() {
        for (int lead = 1; lead <= PaymentPolicy.DEFAULT.maxUnderWay(); lead++) {
            accepted(wallet.lead("l" + lead, "5"));
        }
        accepted(wallet.lead("m1", "6"));
        accepted(wallet.lead("m2", "7"));
        assertThat(gathered()).isEqualTo("13");

        assertThat(Signals.requests(paid("LEAD_CARD/1")))
                .containsExactly("LEAD_CARD/101 attempt 1 of 13 DIRECT DEFAULT");
        refused(wallet.giveBack("l1"), Outcome.TOO_MANY_PAYMENTS);
        paid("LEAD_CARD/2");
        accepted(wallet.giveBack("l1"));
    }

    @Test
    void shouldGatherWhileFrozenAndAskAfterwards() {
        accepted(wallet.command(Bodies.freeze()));
        assertThat(Signals.requests(accepted(wallet.lead("l1", "5")))).isEmpty();

        assertThat(Signals.requests(accepted(wallet.command(Bodies.unfreeze()))))
                .containsExactly("LEAD_CARD/1 attempt 1 of 5 DIRECT DEFAULT");
    }

    @Test
    void shouldBookNothingForALeadThatCostsNothing() {
        assertThat(Signals.requests(accepted(wallet.lead("l1", "0")))).isEmpty();
        assertThat(gathered()).isEqualTo("0");
    }

    // Failing.

    @Test
    void shouldPauseAndGatherWhilePaymentsFail() {
        accepted(wallet.lead("l1", "5"));
        wallet.declined("LEAD_CARD/1", 1, DeclineKind.SOFT);
        wallet.declined("LEAD_CARD/1", 2, DeclineKind.SOFT);
        assertThat(wallet.gate()).isEqualTo("PAUSED PAYMENT_FAILED");

        assertThat(Signals.requests(accepted(wallet.lead("l2", "6")))).isEmpty();
        assertThat(Signals.all(otherMethods()))
                .containsExactly(
                        "LEAD_CARD/1 attempt 3 of 5 DIRECT DEFAULT",
                        "GATE OPEN FUNDED",
                        "LEAD_CARD/2 attempt 1 of 6 DIRECT DEFAULT");
    }

    @Test
    void shouldOweWhatHasFailedForGoodAndCollectItWhenPaymentsWorkAgain() {
        accepted(wallet.lead("l1", "5.005"));
        wallet.declined("LEAD_CARD/1", 1, DeclineKind.HARD);

        Decision failed = wallet.declined("LEAD_CARD/1", 2, DeclineKind.HARD);

        assertThat(Ledger.lines(failed))
                .containsExactly(
                        "FAILED CARD_CHARGE 5.005 (0) - cash>revenue",
                        "SHORTFALL 5.005 (-5.005) - receivable>revenue recognized 5.005");
        assertThat(Signals.alerts(failed)).containsExactly("PAYMENT_FAILED at -5.005", "DEPLETED at -5.005");
        assertThat(wallet.gate()).isEqualTo("PAUSED PAYMENT_FAILED");
        assertThat(Signals.requests(otherMethods())).containsExactly("SHORTFALL/1 attempt 1 of 5.01 DIRECT DEFAULT");
        assertThat(wallet.gate()).isEqualTo("PAUSED BALANCE_AT_FLOOR");
        paid("SHORTFALL/1");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
        assertThat(wallet.owed()).isEqualTo("0");
    }

    @Test
    void shouldLeaveWhatIsOwedToCreditThatComes() {
        accepted(wallet.lead("l1", "5"));
        fail("LEAD_CARD/1");

        Decision topUp = wallet.topUp("20");

        assertThat(Signals.all(topUp)).containsExactly("GATE OPEN FUNDED");
        assertThat(wallet.available()).isEqualTo("15");
    }

    @Test
    void shouldTakeMoneyThatComesAfterAllAsCredit() {
        accepted(wallet.lead("l1", "5"));
        fail("LEAD_CARD/1");

        Decision late = paid("LEAD_CARD/1");

        assertThat(Ledger.lines(late))
                .containsExactly(
                        "TOP_UP 5 (5) T1 cash>deferred_revenue",
                        "SHORTFALL_SETTLED 5 (0) T1 deferred_revenue>receivable");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldAllowWhatMayBeOwed() {
        WalletFixture lenient = WalletFixture.opened(onCard().floor("-10").rearm("3"));
        accepted(lenient.lead("l1", "10"));
        lenient.declined("LEAD_CARD/1", 1, DeclineKind.HARD);
        lenient.declined("LEAD_CARD/1", 2, DeclineKind.HARD);

        accepted(lenient.send(new Input.MethodsChanged("w1", lenient.now())));

        assertThat(lenient.gate()).isEqualTo("OPEN FUNDED");
    }

    @ParameterizedTest
    @CsvSource({"0", "25"})
    void shouldNeedNothingInTheWallet(String floor) {
        assertThat(WalletFixture.opened(onCard().floor(floor).rearm("5")).gate())
                .isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldNotChargeTheCardForWhatItsBankTookBack() {
        accepted(wallet.lead("l1", "5"));
        paid("LEAD_CARD/1");

        Decision disputed = accepted(wallet.answer("LEAD_CARD/1", PaymentStatus.DISPUTED));

        assertThat(Signals.requests(disputed)).isEmpty();
        assertThat(wallet.owed()).isEqualTo("5");
        assertThat(wallet.gate()).isEqualTo("PAUSED BALANCE_AT_FLOOR");
        accepted(wallet.giveBack("l1"));
        assertThat(wallet.owed()).isEqualTo("0");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    // Returns.

    @Test
    void shouldRefundAReturnedLeadThatWasPaid() {
        accepted(wallet.lead("l1", "12.505"));
        paid("LEAD_CARD/1");

        Decision returned = accepted(wallet.giveBack("l1"));

        assertThat(Ledger.lines(returned))
                .containsExactly(
                        "LEAD_RETURN 0.005 (0.005) T2 revenue>deferred_revenue recognized -0.005",
                        "REFUND 12.5 (0) - revenue>payment_clearing recognized -12.5");
        assertThat(Signals.requests(returned))
                .containsExactly("REFUND/1 attempt 1 of 12.5 DIRECT DEFAULT of w1/LEAD_CARD/1");
        refused(wallet.giveBack("l1"), Outcome.LEAD_ALREADY_RETURNED);
    }

    @Test
    void shouldGiveCreditBackAsCreditAndTheRestToTheCard() {
        wallet.topUp("10");
        accepted(wallet.lead("l1", "12"));
        paid("LEAD_CARD/1");

        assertThat(Ledger.lines(accepted(wallet.giveBack("l1"))))
                .containsExactly(
                        "LEAD_RETURN 10 (10) T1 revenue>deferred_revenue recognized -10",
                        "REFUND 2 (0) - revenue>payment_clearing recognized -2");
    }

    @Test
    void shouldNotAskForAReturnedLeadThatIsStillGathered() {
        accepted(wallet.lead("l1", "0.3"));

        Decision returned = accepted(wallet.giveBack("l1"));

        assertThat(Ledger.lines(returned)).containsExactly("VOIDED CARD_CHARGE 0.3 (0) - cash>revenue");
        assertThat(gathered()).isEqualTo("0");
    }

    @Test
    void shouldGiveBackWhatWasReturnedWhileItWasUnderWayOnceItIsPaid() {
        accepted(wallet.lead("l1", "0.3"));
        accepted(wallet.lead("l2", "5"));
        Decision returned = accepted(wallet.giveBack("l1"));
        assertThat(returned.signals()).isEmpty();

        Decision paid = paid("LEAD_CARD/1");

        assertThat(Ledger.lines(paid))
                .containsExactly(
                        "CARD_CHARGE 5.3 (0) - cash>revenue recognized 5.3",
                        "REFUND 0.3 (0) - revenue>payment_clearing recognized -0.3");
        assertThat(Signals.requests(paid))
                .containsExactly("REFUND/1 attempt 1 of 0.3 DIRECT DEFAULT of w1/LEAD_CARD/1");
        accepted(wallet.giveBack("l2"));
        assertThat(wallet.wallet().payments().paid()).isEmpty();
    }

    @Test
    void shouldOweOnlyWhatWasNotReturned() {
        accepted(wallet.lead("l1", "0.3"));
        accepted(wallet.lead("l2", "5"));
        accepted(wallet.giveBack("l1"));

        fail("LEAD_CARD/1");
        assertThat(wallet.owed()).isEqualTo("5");

        assertThat(Ledger.lines(accepted(wallet.giveBack("l2"))))
                .containsExactly("LEAD_RETURN 5 (5) - revenue>receivable recognized -5");
    }

    @Test
    void shouldGiveCreditForWhatFailedAndWasSettledMeanwhile() {
        accepted(wallet.lead("l1", "5"));
        fail("LEAD_CARD/1");
        wallet.topUp("3");

        assertThat(Ledger.lines(accepted(wallet.giveBack("l1"))))
                .containsExactly(
                        "LEAD_RETURN 2 (2) - revenue>receivable recognized -2",
                        "LEAD_RETURN 3 (3) T2 revenue>deferred_revenue recognized -3");
    }

    @Test
    void shouldCancelBetweenTwoAttempts() {
        accepted(wallet.lead("l1", "5"));
        wallet.declined("LEAD_CARD/1", 1, DeclineKind.SOFT);
        wallet.declined("LEAD_CARD/1", 2, DeclineKind.SOFT);

        accepted(wallet.giveBack("l1"));

        assertThat(wallet.wallet().payments().underWay()).isEmpty();
        assertThat(wallet.after(Duration.ofDays(1)).tick()).isEmpty();
        assertThat(wallet.owed()).isEqualTo("0");
        Decision late = paid("LEAD_CARD/1");
        assertThat(Ledger.lines(late)).containsExactly("TOP_UP 5 (5) T1 cash>deferred_revenue");
    }

    @Test
    void shouldNotGiveTwiceWhatTheProviderHasGivenBack() {
        accepted(wallet.lead("l1", "5"));
        paid("LEAD_CARD/1");
        accepted(wallet.answer("LEAD_CARD/1", 1, PaymentStatus.REFUNDED, "3"));

        assertThat(Signals.requests(accepted(wallet.giveBack("l1"))))
                .containsExactly("REFUND/1 attempt 1 of 2 DIRECT DEFAULT of w1/LEAD_CARD/1");
    }

    @Test
    void shouldGiveCreditForAPaymentThatIsForgotten() {
        PaymentPolicy short1 = new PaymentPolicy(600_000, 3, List.of(), 60_000, 10, 1);
        Policy was = Policy.DEFAULT;
        WalletFixture forgetful = WalletFixture.none(new Policy(
                was.idempotencyWindowMillis(),
                was.futureToleranceMillis(),
                was.claimWindowMillis(),
                was.returnGraceMillis(),
                was.expiringNoticeMillis(),
                10,
                10,
                short1,
                SafetyPolicy.DEFAULT));
        forgetful.open(onCard(), ZoneOffset.UTC);
        accepted(forgetful.lead("l1", "5"));
        accepted(forgetful.answer("LEAD_CARD/1", PaymentStatus.SUCCEEDED));
        accepted(forgetful.lead("l2", "6"));
        accepted(forgetful.answer("LEAD_CARD/2", PaymentStatus.SUCCEEDED));
        forgetful.after(Duration.ofMinutes(5));

        assertThat(Ledger.lines(accepted(forgetful.giveBack("l1"))))
                .containsExactly("LEAD_RETURN 5 (5) T1 revenue>deferred_revenue recognized -5");
    }

    // The end, and other modes.

    @Test
    void shouldCancelWhatIsGatheredAndUnderWayWhenTheWalletEnds() {
        accepted(wallet.lead("l1", "5"));
        accepted(wallet.usage("sms", "0.2"));

        Decision ended = accepted(wallet.command(Bodies.terminate()));

        assertThat(Ledger.lines(ended))
                .containsExactly(
                        "VOIDED CARD_CHARGE 5 (0) - cash>revenue", "VOIDED CARD_CHARGE 0.2 (0) - cash>revenue");
        assertThat(ended.postings().getLast().attribution().paymentId()).isNull();
        assertThat(gathered()).isEqualTo("0");
        assertThat(Signals.requests(paid("LEAD_CARD/1")))
                .containsExactly("REFUND/1 attempt 1 of 5 DIRECT DEFAULT of w1/LEAD_CARD/1");
    }

    @Test
    void shouldStillCollectWhatWasGatheredInAnotherMode() {
        accepted(wallet.usage("sms", "0.2"));
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings())));
        accepted(wallet.lead("l1", "5"));
        assertThat(wallet.owed()).isEqualTo("5");

        accepted(wallet.command(Bodies.configure(onCard())));

        assertThat(Signals.requests(accepted(wallet.usage("sms", "0.3"))))
                .containsExactly("LEAD_CARD/1 attempt 1 of 0.5 DIRECT DEFAULT");
    }

    @Test
    void shouldCountWhatTheCardPaysAsSpent() {
        for (int hour = 0; hour < 24; hour++) {
            accepted(wallet.usage("sms", "1"));
            wallet.after(Duration.ofHours(1));
        }

        assertThat(Signals.safety(accepted(wallet.usage("sms", "4")))).isNotNull();
    }
}
