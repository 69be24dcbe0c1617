package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to a charge that no credit covers: it is owed, and later credit settles it. */
final class ShortfallTest {
    private static final Scope SMS_ONLY = new Scope(Scope.Charges.ALL, List.of("sms"));

    private final WalletFixture wallet = WalletFixture.funded("10");

    @Test
    void shouldOweWhatTranchesCannotPay() {
        Decision decision = accepted(wallet.usage("sms", "25"));

        assertThat(Ledger.lines(decision))
                .containsExactly(
                        "USAGE 10 (-10) T1 deferred_revenue>revenue recognized 10",
                        "SHORTFALL 15 (-15) - receivable>revenue recognized 15");
        assertThat(wallet.owed()).isEqualTo("15");
        assertThat(wallet.settled()).isEqualTo("0");
        assertThat(wallet.available()).isEqualTo("-15");
        assertThat(wallet.tranches()).isEmpty();
    }

    @Test
    void shouldOweAllOfItWhenThereIsNothing() {
        WalletFixture empty = WalletFixture.opened();

        assertThat(Ledger.lines(empty.lead("l1", "4")))
                .containsExactly("SHORTFALL 4 (-4) - receivable>revenue recognized 4");
    }

    @Test
    void shouldSettleWhatIsOwedFromTheNextTopUp() {
        wallet.usage("sms", "25");

        assertThat(Ledger.lines(wallet.topUp("40")))
                .containsExactly(
                        "TOP_UP 40 (40) T2 cash>deferred_revenue",
                        "SHORTFALL_SETTLED 15 (0) T2 deferred_revenue>receivable");
        assertThat(wallet.owed()).isEqualTo("0");
        assertThat(wallet.tranches()).containsExactly("T2 25 of 40");
    }

    @Test
    void shouldSettleAPartWhenTheCreditIsTooLittle() {
        wallet.usage("sms", "25");

        wallet.topUp("5");

        assertThat(wallet.owed()).isEqualTo("10");
        assertThat(wallet.tranches()).isEmpty();
        assertThat(wallet.available()).isEqualTo("-10");
        wallet.topUp("10");
        assertThat(wallet.owed()).isEqualTo("0");
        assertThat(wallet.available()).isEqualTo("0");
    }

    @Test
    void shouldSettleFromEachPoolIntoTheReceivable() {
        wallet.usage("sms", "40");

        assertThat(Ledger.lines(wallet.command(Bodies.grant("5", Pool.PROMOTIONAL))))
                .containsExactly(
                        "GRANT 5 (5) T2 promotional_expense>promotional_credit",
                        "SHORTFALL_SETTLED 5 (0) T2 promotional_credit>receivable");
        assertThat(Ledger.lines(wallet.command(Bodies.adjust("5", Pool.PLAN))))
                .containsExactly(
                        "ADJUSTMENT 5 (5) T3 adjustments>plan_credit",
                        "SHORTFALL_SETTLED 5 (0) T3 plan_credit>receivable");
        assertThat(wallet.owed()).isEqualTo("20");
    }

    @Test
    void shouldSettleAfterAllCreditAndInBurnOrder() {
        wallet.usage("sms", "22");

        Decision decision = accepted(wallet.command(Bodies.topUp("10", "10", "2026-04-01T00:00:00Z")));

        assertThat(Ledger.lines(decision))
                .containsExactly(
                        "TOP_UP 10 (10) T2 cash>deferred_revenue",
                        "GRANT 10 (10) T3 promotional_expense>promotional_credit",
                        "SHORTFALL_SETTLED 10 (0) T2 deferred_revenue>receivable",
                        "SHORTFALL_SETTLED 2 (0) T3 promotional_credit>receivable");
    }

    @Test
    void shouldNotSettleFromCreditThatIsLimitedToCategories() {
        wallet.usage("sms", "25");

        Decision decision = accepted(wallet.command(Bodies.grant("20", Pool.PROMOTIONAL, null, null, SMS_ONLY)));

        assertThat(decision.postings()).hasSize(1);
        assertThat(wallet.owed()).isEqualTo("15");
        assertThat(wallet.tranches()).containsExactly("T2 20 of 20");
    }

    @Test
    void shouldSettleFromWhatAHoldFreesAgain() {
        accepted(wallet.command(Bodies.hold("h1", "8")));
        wallet.usage("sms", "7");
        assertThat(wallet.owed()).isEqualTo("5");

        Decision released = accepted(wallet.command(Bodies.release("h1")));

        assertThat(Ledger.lines(released)).containsExactly("SHORTFALL_SETTLED 5 (0) T1 deferred_revenue>receivable");
        assertThat(wallet.available()).isEqualTo("3");
        assertThat(wallet.owed()).isEqualTo("0");
    }

    @Test
    void shouldNotBurnCreditThatTheChargeIsOutsideOf() {
        WalletFixture scoped = WalletFixture.opened();
        accepted(scoped.command(Bodies.grant("20", Pool.PROMOTIONAL, null, null, SMS_ONLY)));

        scoped.usage("call", "5");

        assertThat(scoped.settled()).isEqualTo("20");
        assertThat(scoped.owed()).isEqualTo("5");
        assertThat(scoped.available()).isEqualTo("15");
        assertThat(Ledger.lines(scoped.usage("sms", "20")))
                .as("credit for sms stays whole for sms")
                .containsExactly("USAGE 20 (-20) T1 promotional_credit>promotional_used");
    }

    @Test
    void shouldRefuseACommandThatAsksForMoreThanIsAvailable() {
        wallet.usage("sms", "4");

        refused(wallet.command(Bodies.deduct("6.000001")), Outcome.INSUFFICIENT_FUNDS);
        accepted(wallet.command(Bodies.deduct("6")));
        assertThat(wallet.available()).isEqualTo("0");
    }
}
