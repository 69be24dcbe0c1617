package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.RechargeRule.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wallets that recharge themselves: when, and by how much. */
final class RechargeTest {
    @ParameterizedTest
    @CsvSource({"80, 0", "80.000001, 1", "100, 1", "130, 1"})
    void shouldBeDueBelowTheThreshold(String spent, int requests) {
        WalletFixture wallet = RuleDraft.FIXED.funded();

        assertThat(Signals.requests(accepted(wallet.usage("sms", spent)))).hasSize(requests);
    }

    @Test
    void shouldAskInTheSameDecisionAndSayWhy() {
        WalletFixture wallet = RuleDraft.FIXED.funded();

        Decision decision = accepted(wallet.usage("sms", "81"));

        assertThat(Ledger.lines(decision))
                .containsExactly(
                        "USAGE 81 (-81) T1 deferred_revenue>revenue recognized 81",
                        "PENDING TOP_UP 50 (0) - cash>deferred_revenue");
        assertThat(decision.postings().getLast().attribution().category()).isNull();
        assertThat(decision.postings().getLast().attribution().paymentId()).isEqualTo("w1/AUTO_RECHARGE/1");
        assertThat(Signals.requests(decision)).containsExactly("AUTO_RECHARGE/1 attempt 1 of 50 DIRECT DEFAULT");
        Payment payment = wallet.wallet().payments().underWay().getFirst();
        assertThat(payment.terms().trigger()).isEqualTo(new Payment.Trigger(Money.micros("19"), Money.micros("20")));
        assertThat(payment.terms().source())
                .isEqualTo(decision.postings().getFirst().transactionId());
        assertThat(wallet.pending()).isEqualTo("50");
    }

    @Test
    void shouldAskOnceForOneCrossingAndAgainForTheNext() {
        WalletFixture wallet = RuleDraft.FIXED.funded();
        accepted(wallet.usage("sms", "81"));
        assertThat(Signals.requests(accepted(wallet.usage("sms", "5")))).isEmpty();
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(wallet.available()).isEqualTo("64");

        assertThat(Signals.requests(accepted(wallet.usage("sms", "45"))))
                .containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @ParameterizedTest
    @CsvSource({
        // What is available after the debit, and what is asked for.
        "FIXED, 50, 19, 50",
        "FIXED, 50, -90, 50",
        "WHOLE_GAP, 50, 19, 50",
        "WHOLE_GAP, 50, -30, 50",
        "WHOLE_GAP, 50, -30.000001, 100",
        "WHOLE_GAP, 50, -80, 100",
        "WHOLE_GAP, 0.5, 19, 1",
        "TARGET, 100, 19, 81",
        "TARGET, 100, 19.995, 80.01",
        "TARGET, 100, -50, 150"
    })
    void shouldAskForTheAmountOrAsOftenAsTheGapNeedsOrUpToTheTarget(
            String kind, String amount, String available, String asked) {
        RuleDraft rule = switch (kind) {
            case "TARGET" -> RuleDraft.FIXED.target(amount);
            case "WHOLE_GAP" -> RuleDraft.FIXED.wholeGap(amount);
            default -> RuleDraft.FIXED;
        };
        WalletFixture wallet = rule.funded();

        Decision decision = accepted(wallet.usage("sms", Money.plain(Money.micros("100") - Money.micros(available))));

        assertThat(Signals.requests(decision))
                .containsExactly("AUTO_RECHARGE/1 attempt 1 of " + asked + " DIRECT DEFAULT");
    }

    @Test
    void shouldWaitUntilWhatIsMissingCanBeCharged() {
        WalletFixture wallet = RuleDraft.FIXED.target("20.4").funded();

        assertThat(accepted(wallet.usage("sms", "80.05")).signals()).isEmpty();
        assertThat(Signals.requests(accepted(wallet.usage("sms", "0.050001"))))
                .containsExactly("AUTO_RECHARGE/1 attempt 1 of 0.51 DIRECT DEFAULT");
    }

    @Test
    void shouldCountWhatIsPendingFromElsewhere() {
        WalletFixture wallet = RuleDraft.FIXED.funded();
        accepted(wallet.command(Bodies.topUp("30", Collect.CARD)));

        assertThat(accepted(wallet.usage("sms", "100")).signals())
                .noneMatch(signal -> signal instanceof Signal.PaymentRequested);
        assertThat(Signals.requests(accepted(wallet.usage("sms", "10.000001")))).hasSize(1);
    }

    @Test
    void shouldAskByInvoiceWhereTheRuleSaysSo() {
        WalletFixture wallet = RuleDraft.FIXED.byInvoice().funded();

        assertThat(Signals.requests(accepted(wallet.usage("sms", "90"))))
                .containsExactly("AUTO_RECHARGE/1 attempt 1 of 50 INVOICE DEFAULT");
    }

    @Test
    void shouldLookAtAWalletThatIsOpenedOrConfigured() {
        WalletFixture wallet = WalletFixture.none();
        Decision opened = accepted(wallet.openWith("10", RuleDraft.FIXED.settings()));
        assertThat(Signals.requests(opened)).hasSize(1);

        WalletFixture other = WalletFixture.funded("10");
        assertThat(Signals.requests(accepted(other.command(Bodies.configure(RuleDraft.FIXED.settings())))))
                .hasSize(1);
        WalletFixture off = WalletFixture.funded("10");
        assertThat(accepted(off.command(
                                Bodies.configure(SettingsDraft.settings().recharge(RuleDraft.FIXED.rule(false)))))
                        .signals())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.49, INVALID_SETTINGS", "0.5, ACCEPTED"})
    void shouldRefuseAnAmountThatCannotBeCharged(String amount, Outcome outcome) {
        WalletFixture wallet = WalletFixture.funded("100");
        RuleDraft rule = new RuleDraft("20", Mode.FIXED, amount, false, 0, null, null, Collect.DIRECT, false);

        Decision decision = wallet.command(Bodies.configure(rule.settings()));

        assertThat(decision.outcome()).isEqualTo(outcome);
        if (outcome != Outcome.ACCEPTED) {
            refused(decision, outcome);
            assertThat(decision.message()).contains("0.50 USD", "0.49 USD");
        }
    }
}
