package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.DeclineKind;
import dev.drawdown.engine.Input.PaymentStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recharges whose credit does not wait for the money. */
final class RechargeInAdvanceTest {
    @Test
    void shouldGiveCreditAheadOfTheMoneyWhereTheRuleSaysSo() {
        WalletFixture wallet = WalletFixture.openedWith(
                "100", RuleDraft.FIXED.inAdvance().settings().below("19", null, null));

        Decision decision = accepted(wallet.usage("sms", "105"));

        assertThat(Ledger.lines(decision))
                .containsExactly(
                        "USAGE 100 (-100) T1 deferred_revenue>revenue recognized 100",
                        "SHORTFALL 5 (-5) - receivable>revenue recognized 5",
                        "TOP_UP 50 (50) T2 payment_clearing>deferred_revenue",
                        "SHORTFALL_SETTLED 5 (0) T2 deferred_revenue>receivable");
        assertThat(Signals.all(decision)).containsExactly("AUTO_RECHARGE/1 attempt 1 of 50 DIRECT DEFAULT");
        assertThat(wallet.available()).isEqualTo("45");
        assertThat(wallet.pending()).isEqualTo("0");

        Decision paid = accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(Ledger.lines(paid)).containsExactly("PAYMENT_CLEARED 50 (0) - cash>payment_clearing");
        assertThat(wallet.available()).isEqualTo("45");
        accepted(wallet.command(Bodies.refund("45")));
    }

    @Test
    void shouldSayOfEachEntryWhatItIsAbout() {
        WalletFixture wallet = RuleDraft.FIXED.inAdvance().funded();

        List<Posting> postings = accepted(wallet.usage("sms", "105")).postings();

        assertThat(postings)
                .extracting(posting -> posting.attribution().paymentId())
                .containsExactly(null, null, "w1/AUTO_RECHARGE/1", null);
        assertThat(postings)
                .extracting(posting -> posting.attribution().category())
                .containsExactly("sms", "sms", null, "sms");
    }

    @Test
    void shouldTakeCreditBackThatWasGivenAheadOfMoneyThatDoesNotCome() {
        WalletFixture wallet = RuleDraft.FIXED.inAdvance().funded();
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.usage("sms", "30"));
        wallet.declined("AUTO_RECHARGE/1", 1, DeclineKind.HARD);

        Decision failed = wallet.declined("AUTO_RECHARGE/1", 2, DeclineKind.HARD);

        assertThat(Ledger.lines(failed))
                .containsExactly(
                        "TOP_UP_REVERSED 30 (-30) T2 deferred_revenue>payment_clearing",
                        "TOP_UP_REVERSED 20 (-20) - receivable>payment_clearing");
        assertThat(wallet.available()).isEqualTo("-20");
        Decision late = accepted(wallet.answer("AUTO_RECHARGE/1", 2, PaymentStatus.SUCCEEDED, null));
        assertThat(Ledger.lines(late).getFirst()).isEqualTo("TOP_UP 50 (50) T3 cash>deferred_revenue");
    }

    @ParameterizedTest
    @CsvSource({
        "60, TOP_UP 10 (10) T3 cash>deferred_revenue, 70",
        "40, TOP_UP_REVERSED 10 (-10) T2 deferred_revenue>payment_clearing, 50"
    })
    void shouldSquareCreditGivenAheadWithWhatWasCollected(String collected, String line, String available) {
        WalletFixture wallet = RuleDraft.FIXED.inAdvance().funded();
        accepted(wallet.usage("sms", "90"));

        Decision paid = accepted(wallet.answer("AUTO_RECHARGE/1", 1, PaymentStatus.SUCCEEDED, collected));

        assertThat(Ledger.lines(paid)).hasSize(2).last().isEqualTo(line);
        assertThat(wallet.available()).isEqualTo(available);
    }

    @Test
    void shouldTakeCreditBackThatWasGivenAheadWhenTheWalletEnds() {
        WalletFixture wallet = RuleDraft.FIXED.inAdvance().funded();
        accepted(wallet.usage("sms", "90"));

        Decision ended = accepted(wallet.command(Bodies.terminate()));

        assertThat(Ledger.lines(ended))
                .containsExactly(
                        "TOP_UP_REVERSED 50 (-50) T2 deferred_revenue>payment_clearing",
                        "TERMINATION 10 (-10) T1 deferred_revenue>breakage recognized 10");
        assertThat(ended.signals()).hasSize(1);
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldKeepOneUnderWayThoughCreditIsGivenAhead() {
        WalletFixture wallet = RuleDraft.FIXED.inAdvance().funded();
        accepted(wallet.usage("sms", "90"));

        Decision due = accepted(wallet.usage("sms", "50"));

        assertThat(Signals.requests(due)).isEmpty();
        assertThat(Signals.suppressed(due)).isEqualTo("IN_FLIGHT");
    }
}
