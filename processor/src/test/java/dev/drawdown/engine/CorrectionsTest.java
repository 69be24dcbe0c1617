package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deductions, adjustments and amendments. */
final class CorrectionsTest {
    private static final String EXPIRY = "2026-04-01T00:00:00Z";

    private final WalletFixture wallet = WalletFixture.funded("100");

    @Test
    void shouldDeductFromAllPoolsInBurnOrderWhateverTheirScope() {
        Scope sms = new Scope(Scope.Charges.FIXED, List.of("sms"));
        accepted(wallet.command(Bodies.grant("5", Pool.PLAN)));
        accepted(wallet.command(Bodies.grant("5", Pool.PROMOTIONAL, 45, null, sms)));

        assertThat(Ledger.lines(wallet.command(Bodies.deduct("12"))))
                .containsExactly(
                        "DEDUCTION 5 (-5) T2 plan_credit>adjustments",
                        "DEDUCTION 5 (-5) T3 promotional_credit>adjustments",
                        "DEDUCTION 2 (-2) T1 deferred_revenue>adjustments");
    }

    @Test
    void shouldRefuseToDeductWhatIsOwedAlready() {
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));
        WalletFixture scoped = WalletFixture.opened();
        accepted(scoped.command(Bodies.grant("20", Pool.PROMOTIONAL, null, null, sms)));
        scoped.usage("call", "5");

        refused(scoped.command(Bodies.deduct("15.000001")), Outcome.INSUFFICIENT_FUNDS);
        accepted(scoped.command(Bodies.deduct("15")));
    }

    @Test
    void shouldAdjustUpwardsWithANewTranche() {
        Decision adjusted = accepted(wallet.command(Bodies.adjust("5", Pool.PROMOTIONAL)));

        assertThat(Ledger.lines(adjusted)).containsExactly("ADJUSTMENT 5 (5) T2 adjustments>promotional_credit");
        assertThat(wallet.tranche("T2").priority()).isEqualTo(50);
        assertThat(wallet.tranche("T2").expiresAtMillis()).isEqualTo(Wallet.NEVER);
        assertThat(wallet.tranche("T2").scope()).isEqualTo(Scope.USAGE_ONLY);
        accepted(wallet.command(Bodies.adjust("5", Pool.PLAN)));
        assertThat(wallet.tranche("T3").scope()).isEqualTo(Scope.ALL);
    }

    @Test
    void shouldAdjustDownwardsWithinThePool() {
        accepted(wallet.command(Bodies.grant("5", Pool.PROMOTIONAL)));
        accepted(wallet.command(Bodies.grant("5", Pool.PROMOTIONAL, 10, null)));

        assertThat(Ledger.lines(wallet.command(Bodies.adjust("-7", Pool.PROMOTIONAL))))
                .containsExactly(
                        "ADJUSTMENT 5 (-5) T3 promotional_credit>adjustments",
                        "ADJUSTMENT 2 (-2) T2 promotional_credit>adjustments");
        refused(wallet.command(Bodies.adjust("-3.000001", Pool.PROMOTIONAL)), Outcome.INSUFFICIENT_FUNDS);
        accepted(wallet.command(Bodies.adjust("-3", Pool.PROMOTIONAL)));
        assertThat(wallet.tranches()).containsExactly("T1 100 of 100");
    }

    @Test
    void shouldNotAdjustByWhatIsExpiredOrNotYetEffective() {
        accepted(wallet.command(Bodies.grantFrom("2026-03-20T00:00:00Z", null, "5", Pool.PLAN)));

        refused(wallet.command(Bodies.adjust("-1", Pool.PLAN)), Outcome.INSUFFICIENT_FUNDS);
    }

    @Test
    void shouldNameTheEntryThatItCorrects() {
        wallet.usage("sms", "10");

        Decision corrected = accepted(wallet.command(Bodies.adjust("4", Pool.PURCHASED, 2L)));

        assertThat(corrected.postings().getFirst().correctsSeq()).isEqualTo(2);
        refused(wallet.command(Bodies.adjust("4", Pool.PURCHASED, 4L)), Outcome.NO_SUCH_ENTRY);
        refused(wallet.command(Bodies.adjust("4", Pool.PURCHASED, 0L)), Outcome.NO_SUCH_ENTRY);
        assertThat(accepted(wallet.command(Bodies.adjust("-4", Pool.PURCHASED, 3L)))
                        .postings()
                        .getFirst()
                        .correctsSeq())
                .isEqualTo(3);
        accepted(wallet.command(Bodies.adjust("4", Pool.PURCHASED, 1L)));
    }

    @Test
    void shouldAmendPriorityAndExpiry() {
        wallet.topUp("10");

        Decision amended = accepted(wallet.command(Bodies.amend("T2", null, 7)));

        assertThat(amended.postings()).isEmpty();
        assertThat(wallet.tranches()).containsExactly("T2 10 of 10", "T1 100 of 100");
        assertThat(wallet.tranche("T2").expiresAtMillis()).isEqualTo(Wallet.NEVER);
        accepted(wallet.command(Bodies.amend("T1", EXPIRY, null)));
        assertThat(wallet.tranche("T1").priority()).isEqualTo(50);
        assertThat(wallet.tranche("T1").expiresAtMillis())
                .isEqualTo(Instant.parse(EXPIRY).toEpochMilli());
    }

    @Test
    void shouldBurnByTheAmendedOrder() {
        wallet.topUp("10");
        accepted(wallet.command(Bodies.amend("T2", EXPIRY, null)));

        assertThat(Ledger.lines(wallet.usage("sms", "1")))
                .containsExactly("USAGE 1 (-1) T2 deferred_revenue>revenue recognized 1");
    }

    @Test
    void shouldKeepPinnedSlicesThroughAnAmendment() {
        accepted(wallet.command(Bodies.hold("h1", "30")));
        wallet.topUp("10");
        accepted(wallet.command(Bodies.amend("T1", EXPIRY, 90)));

        assertThat(wallet.held()).isEqualTo("30");
        assertThat(Ledger.lines(wallet.command(Bodies.capture("h1", null))))
                .containsExactly("HOLD_CAPTURE 30 (-30) T1 deferred_revenue>revenue recognized 30");
    }

    @Test
    void shouldExpireAtTheAmendedDateOnly() {
        accepted(wallet.command(Bodies.topUp("10", "0", "2026-03-10T00:00:00Z")));
        accepted(wallet.command(Bodies.amend("T2", EXPIRY, null)));

        wallet.at("2026-03-20T00:00:00Z").tick();
        assertThat(wallet.settled()).isEqualTo("110");
        wallet.at(EXPIRY).tick();
        assertThat(wallet.settled()).isEqualTo("100");
    }

    @Test
    void shouldRefuseToAmendWhatIsNotThere() {
        refused(wallet.command(Bodies.amend("T2", EXPIRY, null)), Outcome.NO_SUCH_TRANCHE);
        refused(wallet.command(Bodies.amend("1", EXPIRY, null)), Outcome.NO_SUCH_TRANCHE);
        refused(wallet.command(Bodies.amend("", EXPIRY, null)), Outcome.NO_SUCH_TRANCHE);
        wallet.usage("sms", "100");
        refused(wallet.command(Bodies.amend("T1", EXPIRY, null)), Outcome.NO_SUCH_TRANCHE);
    }

    @Test
    void shouldPassOverWhatIsPinnedInFull() {
        accepted(wallet.command(Bodies.grant("5", Pool.PLAN)));
        accepted(wallet.command(Bodies.hold("h1", "5")));

        assertThat(Ledger.lines(wallet.command(Bodies.deduct("12"))))
                .containsExactly("DEDUCTION 12 (-12) T1 deferred_revenue>adjustments");
    }

    @Test
    void shouldNotAmendWhatIsPinnedBeyondItsExpiry() {
        accepted(wallet.command(Bodies.amend("T1", EXPIRY, null)));
        wallet.at("2026-03-31T23:59:59Z");
        accepted(wallet.command(Bodies.hold("h1", "30")));

        refused(wallet.at(EXPIRY).command(Bodies.amend("T1", "2026-05-01T00:00:00Z", 7)), Outcome.NO_SUCH_TRANCHE);
    }

    @Test
    void shouldFindATrancheByEachDigitOfItsId() {
        for (int n = 2; n <= 21; n++) {
            wallet.topUp("1");
        }

        for (String id : List.of("T1", "T9", "T10", "T19", "T20", "T21")) {
            accepted(wallet.command(Bodies.amend(id, null, 7)));
            assertThat(wallet.tranche(id).priority()).as(id).isEqualTo(7);
        }
        for (String id :
                List.of("T", "T0", "T22", "T/", "T:", "T1:", "t1", "X1", "T1 ", "T-1", "T99999999999999999999")) {
            refused(wallet.command(Bodies.amend(id, null, 7)), Outcome.NO_SUCH_TRANCHE);
        }
    }
}
