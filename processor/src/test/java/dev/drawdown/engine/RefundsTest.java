package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.Collect;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Money that goes back to cards: asked for, given on the provider's own, or taken by a bank. */
final class RefundsTest {
    private final WalletFixture wallet = WalletFixture.opened();

    private void pay(String amount) {
        long next = wallet.wallet().payments().count(Purpose.TOP_UP) + 1;
        accepted(wallet.command(Bodies.topUp(amount, Collect.CARD)));
        accepted(wallet.answer("TOP_UP/" + next, PaymentStatus.SUCCEEDED));
    }

    @Test
    void shouldRefundTheNewestPaymentsFirst() {
        pay("50");
        pay("30");

        Decision decision = accepted(wallet.command(Bodies.refund("40")));

        assertThat(Signals.requests(decision))
                .containsExactly(
                        "REFUND/1 attempt 1 of 30 DIRECT DEFAULT of w1/TOP_UP/2",
                        "REFUND/2 attempt 1 of 10 DIRECT DEFAULT of w1/TOP_UP/1");
        assertThat(Ledger.lines(decision))
                .containsExactly(
                        "REFUND 30 (-30) T2 deferred_revenue>payment_clearing",
                        "REFUND 10 (-10) T1 deferred_revenue>payment_clearing");
        assertThat(decision.postings().getLast().attribution().paymentId()).isEqualTo("w1/REFUND/2");
        assertThat(decision.postings().getLast().description()).contains("moved away");
        assertThat(decision.message()).contains("refund is requested");
        assertThat(wallet.available()).isEqualTo("40");
        assertThat(wallet.pending()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "50, ACCEPTED",
        "50.01, NOT_REFUNDABLE",
        "70, NOT_REFUNDABLE",
        "70.01, INSUFFICIENT_FUNDS",
        "10.001, MALFORMED"
    })
    void shouldGiveBackNoMoreThanWasPaidByCardAndIsThere(String amount, Outcome outcome) {
        pay("50");
        wallet.topUp("20");

        assertThat(wallet.command(Bodies.refund(amount)).outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldGiveBackNothingTwice() {
        pay("50");
        wallet.topUp("50");
        accepted(wallet.command(Bodies.refund("30")));

        refused(wallet.command(Bodies.refund("20.01")), Outcome.NOT_REFUNDABLE);
        accepted(wallet.command(Bodies.refund("20")));
        refused(wallet.command(Bodies.refund("0.01")), Outcome.NOT_REFUNDABLE);
        assertThat(wallet.wallet().payments().paid()).isEmpty();
    }

    @Test
    void shouldRefundPurchasedCreditOnly() {
        pay("50");
        accepted(wallet.command(Bodies.grant("20", Pool.PROMOTIONAL)));
        accepted(wallet.usage("sms", "45"));

        refused(wallet.command(Bodies.refund("5.01")), Outcome.INSUFFICIENT_FUNDS);
        accepted(wallet.command(Bodies.refund("5")));
        assertThat(wallet.available()).isEqualTo("20");
    }

    @Test
    void shouldLeaveAloneWhatAHoldHasPinned() {
        pay("50");
        accepted(wallet.command(Bodies.hold("h1", "20")));

        refused(wallet.command(Bodies.refund("30.01")), Outcome.INSUFFICIENT_FUNDS);
        accepted(wallet.command(Bodies.refund("30")));
        assertThat(wallet.tranches()).containsExactly("T1 20 of 50");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "REFUNDED"})
    void shouldSettleARefundOnceItHasArrived(PaymentStatus status) {
        pay("50");
        accepted(wallet.command(Bodies.refund("30")));

        Decision settled = accepted(wallet.answer("REFUND/1", status));

        assertThat(Ledger.lines(settled)).containsExactly("REFUND_SETTLED 30 (0) - payment_clearing>cash");
        assertThat(wallet.answer("REFUND/1", PaymentStatus.SUCCEEDED).duplicate())
                .isTrue();
        assertThat(wallet.answer("REFUND/1", PaymentStatus.PROCESSING).duplicate())
                .isTrue();
        assertThat(wallet.wallet().payments().underWay()).isEmpty();
    }

    @Test
    void shouldGiveTheAmountBackWhenARefundFails() {
        pay("50");
        accepted(wallet.command(Bodies.refund("30")));

        Decision failed = accepted(wallet.answer("REFUND/1", PaymentStatus.FAILED));

        assertThat(Ledger.lines(failed)).containsExactly("REFUND_FAILED 30 (30) T2 payment_clearing>deferred_revenue");
        assertThat(Signals.alerts(failed)).containsExactly("PAYMENT_FAILED at 50");
        assertThat(wallet.answer("REFUND/1", PaymentStatus.FAILED).duplicate()).isTrue();
        assertThat(wallet.answer("REFUND/1", PaymentStatus.SUCCEEDED).duplicate())
                .isTrue();
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
        assertThat(wallet.available()).isEqualTo("50");
        accepted(wallet.command(Bodies.refund("50")));
    }

    @Test
    void shouldGiveTheAmountBackWhenARefundBouncesThatHadArrived() {
        pay("50");
        accepted(wallet.command(Bodies.refund("50")));
        accepted(wallet.answer("REFUND/1", PaymentStatus.SUCCEEDED));

        Decision failed = accepted(wallet.answer("REFUND/1", PaymentStatus.FAILED));

        assertThat(Ledger.lines(failed)).containsExactly("REFUND_FAILED 50 (50) T2 cash>deferred_revenue");
        accepted(wallet.command(Bodies.refund("50")));
    }

    @Test
    void shouldSendARefundAgainUntilSomethingIsHeardOfIt() {
        pay("50");
        accepted(wallet.command(Bodies.refund("30")));
        wallet.after(Duration.ofMinutes(10));

        assertThat(Signals.requests(wallet.tick().getFirst()))
                .containsExactly("REFUND/1 attempt 1 of 30 DIRECT DEFAULT of w1/TOP_UP/1");
        accepted(wallet.answer("REFUND/1", PaymentStatus.PROCESSING));
        assertThat(wallet.after(Duration.ofDays(1)).tick()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DISPUTED", "DISPUTE_WON"})
    void shouldTakeNoDisputeOfARefund(PaymentStatus status) {
        pay("50");
        accepted(wallet.command(Bodies.refund("30")));

        assertThat(wallet.answer("REFUND/1", status).duplicate()).isTrue();
    }

    @Test
    void shouldTakeBackWhatTheProviderHasRefundedInAll() {
        pay("50");

        Decision first = accepted(wallet.answer("TOP_UP/1", 1, PaymentStatus.REFUNDED, "10"));
        assertThat(Ledger.lines(first))
                .containsExactly(
                        "REFUND 10 (-10) T1 deferred_revenue>payment_clearing",
                        "REFUND_SETTLED 10 (0) - payment_clearing>cash");
        assertThat(wallet.answer("TOP_UP/1", 1, PaymentStatus.REFUNDED, "10").duplicate())
                .isTrue();
        accepted(wallet.answer("TOP_UP/1", 1, PaymentStatus.REFUNDED, "25"));
        assertThat(wallet.available()).isEqualTo("25");
        refused(wallet.command(Bodies.refund("25.01")), Outcome.INSUFFICIENT_FUNDS);
    }

    @Test
    void shouldKnowItsOwnRefundWhenTheProviderReportsIt() {
        pay("50");
        accepted(wallet.command(Bodies.refund("20")));

        assertThat(wallet.answer("TOP_UP/1", 1, PaymentStatus.REFUNDED, "20").duplicate())
                .isTrue();
        accepted(wallet.answer("TOP_UP/1", 1, PaymentStatus.REFUNDED, "50"));
        assertThat(wallet.available()).isEqualTo("0");
    }

    @Test
    void shouldOweWhatWasRefundedThoughItIsSpent() {
        pay("50");
        wallet.topUp("5");
        accepted(wallet.usage("sms", "52"));

        Decision refunded = accepted(wallet.answer("TOP_UP/1", PaymentStatus.REFUNDED));

        assertThat(Ledger.lines(refunded))
                .containsExactly(
                        "REFUND 3 (-3) T2 deferred_revenue>payment_clearing",
                        "REFUND 47 (-47) - receivable>payment_clearing",
                        "REFUND_SETTLED 50 (0) - payment_clearing>cash");
        assertThat(wallet.owed()).isEqualTo("47");
    }

    @Test
    void shouldGiveUpTheRevenueOfAChargeThatIsRefunded() {
        accepted(wallet.command(Bodies.charge("20")));
        accepted(wallet.answer("CARD_CHARGE/1", PaymentStatus.SUCCEEDED));

        Decision refunded = accepted(wallet.answer("CARD_CHARGE/1", 1, PaymentStatus.REFUNDED, "5"));

        assertThat(Ledger.lines(refunded))
                .containsExactly(
                        "REFUND 5 (0) - revenue>payment_clearing recognized -5",
                        "REFUND_SETTLED 5 (0) - payment_clearing>cash");
        refused(wallet.command(Bodies.refund("5")), Outcome.INSUFFICIENT_FUNDS);
    }

    @Test
    void shouldGiveUpRevenueFirstAndThenTheCreditThatCameOfRoundingUp() {
        accepted(wallet.command(Bodies.charge("20.001")));
        accepted(wallet.answer("CARD_CHARGE/1", PaymentStatus.SUCCEEDED));
        accepted(wallet.answer("CARD_CHARGE/1", 1, PaymentStatus.REFUNDED, "15"));

        Decision rest = accepted(wallet.answer("CARD_CHARGE/1", PaymentStatus.REFUNDED));

        assertThat(Ledger.lines(rest))
                .containsExactly(
                        "REFUND 5.001 (0) - revenue>payment_clearing recognized -5.001",
                        "REFUND 0.009 (-0.009) T1 deferred_revenue>payment_clearing",
                        "REFUND_SETTLED 5.01 (0) - payment_clearing>cash");
        assertThat(wallet.settled()).isEqualTo("0");
    }

    @Test
    void shouldLetWhatComesBackToAnExpiredWalletLiveForTheGracePeriod() {
        pay("50");
        accepted(wallet.command(Bodies.refund("30")));
        accepted(wallet.command(Bodies.expireWallet("2026-03-10T00:00:00Z")));
        wallet.at("2026-03-11T00:00:00Z");

        accepted(wallet.answer("REFUND/1", PaymentStatus.FAILED));

        assertThat(wallet.tranche("T2").expiresAtMillis()).isEqualTo(wallet.now() + Policy.DEFAULT.returnGraceMillis());
    }

    @Test
    void shouldLetWhatComesBackLiveOn() {
        pay("50");
        accepted(wallet.command(Bodies.refund("30")));

        accepted(wallet.answer("REFUND/1", PaymentStatus.FAILED));

        assertThat(wallet.tranche("T2").expiresAtMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldTakeADisputedAmountFromItsOwnCreditFirst() {
        pay("50");
        pay("30");
        accepted(wallet.usage("sms", "20"));

        Decision disputed = accepted(wallet.answer("TOP_UP/1", PaymentStatus.DISPUTED));

        assertThat(Ledger.lines(disputed))
                .containsExactly(
                        "DISPUTE 30 (-30) T1 deferred_revenue>cash", "DISPUTE 20 (-20) T2 deferred_revenue>cash");
        assertThat(Signals.alerts(disputed)).containsExactly("SAFETY at 10");
        assertThat(((Signal.Alert) disputed.signals().getFirst()).message()).contains("50.00 USD", "w1/TOP_UP/1");
    }

    @Test
    void shouldOweWhatOfADisputeIsNotThereAnyMore() {
        pay("50");
        accepted(wallet.usage("sms", "50"));

        Decision disputed = accepted(wallet.answer("TOP_UP/1", 1, PaymentStatus.DISPUTED, "35"));

        assertThat(Ledger.lines(disputed)).containsExactly("DISPUTE 35 (-35) - receivable>cash");
        assertThat(wallet.owed()).isEqualTo("35");
        Decision won = accepted(wallet.answer("TOP_UP/1", PaymentStatus.DISPUTE_WON));
        assertThat(Ledger.lines(won))
                .containsExactly(
                        "DISPUTE 35 (35) T2 cash>deferred_revenue",
                        "SHORTFALL_SETTLED 35 (0) T2 deferred_revenue>receivable");
    }

    @Test
    void shouldKeepPromotionalCreditOutOfADispute() {
        pay("50");
        accepted(wallet.command(Bodies.grant("20", Pool.PROMOTIONAL)));
        accepted(wallet.usage("sms", "50"));

        accepted(wallet.answer("TOP_UP/1", PaymentStatus.DISPUTED));

        assertThat(wallet.settled()).isEqualTo("20");
        assertThat(wallet.owed()).isEqualTo("50");
    }

    @Test
    void shouldRefundMoneyThatComesThoughTheWalletIsTerminated() {
        accepted(wallet.command(Bodies.topUp("50", Collect.CARD)));
        Decision end = accepted(wallet.command(Bodies.terminate()));
        assertThat(Ledger.lines(end)).containsExactly("VOIDED TOP_UP 50 (0) - cash>deferred_revenue");
        assertThat(wallet.pending()).isEqualTo("0");

        Decision late = accepted(wallet.after(Duration.ofDays(9)).answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(Ledger.lines(late))
                .containsExactly(
                        "TOP_UP 50 (50) T1 cash>deferred_revenue",
                        "REFUND 50 (-50) T1 deferred_revenue>payment_clearing");
        assertThat(Signals.requests(late)).containsExactly("REFUND/1 attempt 1 of 50 DIRECT DEFAULT of w1/TOP_UP/1");
        assertThat(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED).duplicate())
                .isTrue();
        wallet.after(Duration.ofMinutes(10));
        assertThat(Signals.requests(wallet.tick().getFirst())).hasSize(1);
        accepted(wallet.answer("REFUND/1", PaymentStatus.SUCCEEDED));
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldRefundMoneyToTheTerminatedThoughSomethingIsOwed() {
        accepted(wallet.usage("sms", "8"));
        accepted(wallet.command(Bodies.topUp("50", Collect.CARD)));
        accepted(wallet.command(Bodies.terminate()));

        accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(wallet.settled()).isEqualTo("0");
        assertThat(wallet.owed()).isEqualTo("8");
    }

    @Test
    void shouldKeepForTheTerminatedWhatCouldNotBeRefunded() {
        accepted(wallet.command(Bodies.topUp("50", Collect.CARD)));
        accepted(wallet.command(Bodies.terminate()));
        accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        accepted(wallet.answer("REFUND/1", PaymentStatus.FAILED));

        assertThat(wallet.settled()).isEqualTo("50");
        assertThat(wallet.gate()).isEqualTo("PAUSED TERMINATED");
    }

    @Test
    void shouldRefundAChargeThatSucceedsAfterTermination() {
        accepted(wallet.command(Bodies.charge("20")));
        assertThat(Ledger.lines(accepted(wallet.command(Bodies.terminate()))))
                .containsExactly("VOIDED CARD_CHARGE 20 (0) - cash>revenue");

        Decision late = accepted(wallet.answer("CARD_CHARGE/1", PaymentStatus.SUCCEEDED));

        assertThat(Ledger.lines(late))
                .containsExactly(
                        "CARD_CHARGE 20 (0) - cash>revenue recognized 20",
                        "REFUND 20 (0) - revenue>payment_clearing recognized -20");
    }

    @Test
    void shouldRememberPaymentsBeyondItsBoundButGiveBackTheNewestOnly() {
        PaymentPolicy two = new PaymentPolicy(600_000, 3, List.of(), 86_400_000L * 400, 100, 2);
        Policy policy = new Policy(1000_000, 1000, 1000, 1000, 1000, 1000, 1000, two, SafetyPolicy.DEFAULT);
        WalletFixture bounded = WalletFixture.none(policy).open(SettingsDraft.settings(), ZoneOffset.UTC);
        for (int n = 1; n <= 3; n++) {
            accepted(bounded.command(Bodies.topUp("10", Collect.CARD)));
            accepted(bounded.answer("TOP_UP/" + n, PaymentStatus.SUCCEEDED));
        }

        assertThat(bounded.wallet().payments().paid()).hasSize(2);
        refused(bounded.command(Bodies.refund("20.01")), Outcome.NOT_REFUNDABLE);
        assertThat(bounded.answer("TOP_UP/1", PaymentStatus.SUCCEEDED).duplicate())
                .isTrue();
        accepted(bounded.answer("TOP_UP/1", PaymentStatus.DISPUTED));
        assertThat(bounded.available()).isEqualTo("20");
        accepted(bounded.answer("TOP_UP/1", PaymentStatus.DISPUTE_WON));
        assertThat(bounded.available()).isEqualTo("30");
    }

    @Test
    void shouldRefuseARefundOfMorePartsThanThereMayBeRequests() {
        PaymentPolicy two = new PaymentPolicy(600_000, 3, List.of(), 86_400_000L, 2, 5);
        Policy policy = new Policy(1000_000, 1000, 1000, 1000, 1000, 1000, 1000, two, SafetyPolicy.DEFAULT);
        WalletFixture bounded = WalletFixture.none(policy).open(SettingsDraft.settings(), ZoneOffset.UTC);
        for (int n = 1; n <= 3; n++) {
            accepted(bounded.command(Bodies.topUp("10", Collect.CARD)));
            accepted(bounded.answer("TOP_UP/" + n, PaymentStatus.SUCCEEDED));
        }

        refused(bounded.command(Bodies.refund("20.01")), Outcome.TOO_MANY_PAYMENTS);
        accepted(bounded.command(Bodies.refund("20")));
    }
}
