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

/** Top-ups and charges that a card or an invoice has to pay first. */
final class CardTopUpTest {
    private final WalletFixture wallet = WalletFixture.opened();

    @ParameterizedTest
    @CsvSource({"CARD, DIRECT", "INVOICE, INVOICE"})
    void shouldAskForTheMoneyAndShowItAsPending(Collect collect, String mode) {
        Decision decision = accepted(wallet.command(Bodies.topUp("50", collect)));

        assertThat(Ledger.lines(decision)).containsExactly("PENDING TOP_UP 50 (0) - cash>deferred_revenue");
        assertThat(Signals.requests(decision)).containsExactly("TOP_UP/1 attempt 1 of 50 " + mode + " DEFAULT");
        assertThat(decision.message()).isEqualTo("Payment requested.");
        assertThat(decision.postings().getFirst().attribution().paymentId()).isEqualTo("w1/TOP_UP/1");
        assertThat(wallet.pending()).isEqualTo("50");
        assertThat(wallet.available()).isEqualTo("0");
    }

    @Test
    void shouldCreditWhenThePaymentSucceeds() {
        accepted(wallet.command(Bodies.topUp("50", Collect.CARD)));

        Decision paid = accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(Ledger.lines(paid)).containsExactly("TOP_UP 50 (50) T1 cash>deferred_revenue");
        Attribution about = paid.postings().getFirst().attribution();
        assertThat(List.of(about.paymentId(), about.receiptUrl(), about.reference()))
                .containsExactly("w1/TOP_UP/1", "receipt", "pi_1");
        assertThat(wallet.pending()).isEqualTo("0");
        assertThat(wallet.available()).isEqualTo("50");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldKeepTheReferenceThatAPersonGave() {
        accepted(wallet.command(new Input.TopUp(5_000_000, Collect.CARD, "buyer-7", "order 9", 0, null)));

        Decision paid = accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(paid.postings().getFirst().attribution().reference()).isEqualTo("order 9");
        assertThat(wallet.wallet().payments().paid().getFirst().terms().payerId())
                .isEqualTo("buyer-7");
    }

    @Test
    void shouldGiveFreeCreditWithTheMoneyAndNotBefore() {
        accepted(wallet.command(new Input.TopUp(
                Money.micros("50"), Collect.CARD, null, null, Money.micros("5"), WalletFixture.START + 86_400_000L)));
        assertThat(wallet.tranches()).isEmpty();

        accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(wallet.tranches()).containsExactly("T1 50 of 50", "T2 5 of 5");
        assertThat(wallet.tranche("T1").expiresAtMillis())
                .isEqualTo(wallet.tranche("T2").expiresAtMillis())
                .isEqualTo(java.time.Instant.parse("2026-03-04T00:00:00Z").toEpochMilli());
    }

    @Test
    void shouldLetLateMoneyLiveForTheGracePeriodAtLeast() {
        accepted(wallet.command(
                new Input.TopUp(5_000_000, Collect.INVOICE, null, null, 0, WalletFixture.START + 86_400_000L)));
        wallet.after(Duration.ofDays(5));

        accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(wallet.tranche("T1").expiresAtMillis()).isEqualTo(wallet.now() + Policy.DEFAULT.returnGraceMillis());
    }

    @ParameterizedTest
    @CsvSource({"12.345678, 12.35", "12.34, 12.34", "0.491, 0.5", "0.5, 0.5"})
    void shouldRoundUpToWholeCentsAndCreditWhatWasCollected(String asked, String collected) {
        Decision decision = accepted(wallet.command(Bodies.topUp(asked, Collect.CARD)));
        assertThat(Signals.requests(decision))
                .containsExactly("TOP_UP/1 attempt 1 of " + collected + " DIRECT DEFAULT");

        accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(wallet.available()).isEqualTo(collected);
    }

    @Test
    void shouldCreditWhatHasMovedWhereThatIsAnotherAmount() {
        accepted(wallet.command(Bodies.topUp("50", Collect.INVOICE)));

        accepted(wallet.answer("TOP_UP/1", 1, PaymentStatus.SUCCEEDED, "48.50"));

        assertThat(wallet.available()).isEqualTo("48.5");
        assertThat(wallet.pending()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"0.49, BELOW_MINIMUM", "0.490001, ACCEPTED", "0.5, ACCEPTED"})
    void shouldRefuseLessThanAPaymentCanBe(String amount, Outcome outcome) {
        assertThat(wallet.command(Bodies.topUp(amount, Collect.CARD)).outcome()).isEqualTo(outcome);
        assertThat(wallet.command(Bodies.charge(amount)).outcome()).isEqualTo(outcome);
    }

    @Test
    void shouldNumberRequestsPerPurposeWithoutAGap() {
        accepted(wallet.command(Bodies.topUp("5", Collect.CARD)));
        refused(wallet.command(Bodies.topUp("0.1", Collect.CARD)), Outcome.BELOW_MINIMUM);
        accepted(wallet.command(Bodies.charge("7")));
        Decision second = accepted(wallet.command(Bodies.topUp("6", Collect.CARD)));

        assertThat(Signals.requests(second)).containsExactly("TOP_UP/2 attempt 1 of 6 DIRECT DEFAULT");
        assertThat(wallet.wallet().payments().counts()).containsExactly(0L, 2L, 0L, 0L, 1L, 0L, 0L, 0L);
        assertThat(wallet.pending()).isEqualTo("11");
    }

    @Test
    void shouldRefuseMorePaymentsUnderWayThanItsBound() {
        PaymentPolicy two = new PaymentPolicy(600_000, 3, List.of(), 86_400_000L, 2, 32);
        Policy policy = new Policy(1000_000, 1000, 1000, 1000, 1000, 1000, 1000, two, SafetyPolicy.DEFAULT);
        WalletFixture bounded = WalletFixture.none(policy).open(SettingsDraft.settings(), ZoneOffset.UTC);
        accepted(bounded.command(Bodies.topUp("5", Collect.CARD)));
        accepted(bounded.command(Bodies.charge("5")));

        refused(bounded.command(Bodies.topUp("5", Collect.CARD)), Outcome.TOO_MANY_PAYMENTS);
        refused(bounded.command(Bodies.charge("5")), Outcome.TOO_MANY_PAYMENTS);
        accepted(bounded.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));
        accepted(bounded.command(Bodies.charge("5")));
    }

    @Test
    void shouldOpenAWalletWithMoneyOnItsWay() {
        WalletFixture fresh = WalletFixture.none();

        Decision opened = accepted(fresh.command(
                Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC, null, Bodies.topUp("100", Collect.CARD), "5")));

        assertThat(Signals.requests(opened)).containsExactly("TOP_UP/1 attempt 1 of 100 DIRECT DEFAULT");
        assertThat(opened.postings())
                .extracting(posting -> posting.attribution().paymentId())
                .containsExactly("w1/TOP_UP/1", null);
        assertThat(fresh.pending()).isEqualTo("100");
        assertThat(fresh.available()).isEqualTo("5");
    }

    @Test
    void shouldChargeACardPastTheWallet() {
        Decision asked = accepted(wallet.command(Bodies.charge("20.001")));
        assertThat(Ledger.lines(asked)).containsExactly("PENDING CARD_CHARGE 20.001 (0) - cash>revenue");
        assertThat(Signals.requests(asked)).containsExactly("CARD_CHARGE/1 attempt 1 of 20.01 DIRECT DEFAULT");
        assertThat(wallet.pending()).isEqualTo("0");

        Decision paid = accepted(wallet.answer("CARD_CHARGE/1", PaymentStatus.SUCCEEDED));

        assertThat(Ledger.lines(paid))
                .containsExactly(
                        "CARD_CHARGE 20.001 (0) - cash>revenue recognized 20.001",
                        "TOP_UP 0.009 (0.009) T1 cash>deferred_revenue");
        assertThat(wallet.available()).isEqualTo("0.009");
    }

    @Test
    void shouldSettleWhatIsOwedWithTheMoneyThatComes() {
        accepted(wallet.usage("sms", "8"));
        accepted(wallet.command(Bodies.topUp("20", Collect.CARD)));

        Decision paid = accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(Ledger.lines(paid))
                .containsExactly(
                        "TOP_UP 20 (20) T1 cash>deferred_revenue",
                        "SHORTFALL_SETTLED 8 (0) T1 deferred_revenue>receivable");
        assertThat(wallet.available()).isEqualTo("12");
    }

    @ParameterizedTest
    @CsvSource({
        "w1/TOP_UP/2, 1",
        "w1/TOP_UP/1, 2",
        "w1/CARD_CHARGE/1, 1",
        "w2/TOP_UP/1, 1",
        "TOP_UP/1, 1",
        "w1/TOP_UP/01, 1",
        "'', 1"
    })
    void shouldRefuseAnAnswerToWhatWasNotAskedFor(String requestId, int attempt) {
        accepted(wallet.command(Bodies.topUp("5", Collect.CARD)));

        Decision decision = wallet.command(new Input.RecordPayment(
                requestId, attempt, PaymentStatus.SUCCEEDED, null, null, null, null, null, null, 0));

        refused(decision, Outcome.NO_SUCH_PAYMENT);
        assertThat(wallet.pending()).isEqualTo("5");
    }
}
