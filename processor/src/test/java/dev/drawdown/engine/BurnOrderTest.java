package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which credit a debit burns, and in which order. */
final class BurnOrderTest {
    private static final String SOON = "2026-04-01T00:00:00Z";
    private static final String LATE = "2026-05-01T00:00:00Z";

    private final WalletFixture wallet = WalletFixture.opened();

    @Test
    void shouldBurnTheLowestPriorityFirstEvenWhenItExpiresLater() {
        grant("10", Pool.PROMOTIONAL, 20, SOON);
        grant("10", Pool.PROMOTIONAL, 10, LATE);

        assertThat(Ledger.lines(wallet.usage("sms", "12")))
                .containsExactly(
                        "USAGE 10 (-10) T2 promotional_credit>promotional_used",
                        "USAGE 2 (-2) T1 promotional_credit>promotional_used");
    }

    @Test
    void shouldBurnTheSoonestExpiringFirstAndTheNeverExpiringLast() {
        grant("10", Pool.PROMOTIONAL, 50, null);
        grant("10", Pool.PROMOTIONAL, 50, LATE);
        grant("10", Pool.PROMOTIONAL, 50, SOON);

        assertThat(Ledger.lines(wallet.usage("sms", "30")))
                .containsExactly(
                        "USAGE 10 (-10) T3 promotional_credit>promotional_used",
                        "USAGE 10 (-10) T2 promotional_credit>promotional_used",
                        "USAGE 10 (-10) T1 promotional_credit>promotional_used");
    }

    @Test
    void shouldBurnPlanThenPurchasedThenPromotionalAmongEqualPriorityAndExpiry() {
        grant("10", Pool.PROMOTIONAL, 50, null);
        wallet.topUp("10");
        grant("10", Pool.PLAN, 50, null);

        assertThat(Ledger.lines(wallet.usage("sms", "30")))
                .containsExactly(
                        "USAGE 10 (-10) T3 plan_credit>plan_used",
                        "USAGE 10 (-10) T2 deferred_revenue>revenue recognized 10",
                        "USAGE 10 (-10) T1 promotional_credit>promotional_used");
    }

    @Test
    void shouldBurnTheOldestFirstAmongTwins() {
        wallet.topUp("10");
        wallet.after(Duration.ofSeconds(1)).topUp("10");

        assertThat(Ledger.lines(wallet.usage("sms", "15")))
                .containsExactly(
                        "USAGE 10 (-10) T1 deferred_revenue>revenue recognized 10",
                        "USAGE 5 (-5) T2 deferred_revenue>revenue recognized 5");
        assertThat(wallet.tranches()).containsExactly("T2 5 of 10");
    }

    @Test
    void shouldGivePlanCreditPriorityFortyAndOtherCreditFifty() {
        wallet.topUp("10");
        grant("10", Pool.PROMOTIONAL, null, null);
        grant("10", Pool.PLAN, null, LATE);

        assertThat(wallet.tranche("T1").priority()).isEqualTo(50);
        assertThat(wallet.tranche("T2").priority()).isEqualTo(50);
        assertThat(wallet.tranche("T3").priority()).isEqualTo(40);
        assertThat(wallet.tranches()).containsExactly("T3 10 of 10", "T1 10 of 10", "T2 10 of 10");
    }

    @Test
    void shouldSkipWhatTheScopeDoesNotCover() {
        accepted(wallet.command(
                Bodies.grant("10", Pool.PROMOTIONAL, 1, null, new Scope(Scope.Charges.ALL, List.of("sms")))));
        accepted(wallet.command(Bodies.grant("10", Pool.PROMOTIONAL, 2, null)));
        wallet.topUp("10");

        assertThat(Ledger.lines(wallet.usage("call", "4", ChargeType.FIXED)))
                .as("the sms credit is for sms, promotional credit is for usage")
                .containsExactly("FIXED_CHARGE 4 (-4) T3 deferred_revenue>revenue recognized 4");
        assertThat(Ledger.lines(wallet.usage("call", "4")))
                .containsExactly("USAGE 4 (-4) T2 promotional_credit>promotional_used");
        assertThat(Ledger.lines(wallet.usage("sms", "4", ChargeType.FIXED)))
                .containsExactly("FIXED_CHARGE 4 (-4) T1 promotional_credit>promotional_used");
    }

    @Test
    void shouldSkipWhatAHoldHasPinned() {
        wallet.topUp("10");
        accepted(wallet.command(Bodies.hold("h1", "7")));
        wallet.topUp("10");

        assertThat(Ledger.lines(wallet.usage("sms", "5")))
                .containsExactly(
                        "USAGE 3 (-3) T1 deferred_revenue>revenue recognized 3",
                        "USAGE 2 (-2) T2 deferred_revenue>revenue recognized 2");
    }

    @Test
    void shouldSkipWhatIsNotYetEffective() {
        accepted(wallet.command(Bodies.grantFrom("2026-03-03T00:00:00Z", null, "10", Pool.PLAN)));
        wallet.topUp("10");

        assertThat(Ledger.lines(wallet.usage("sms", "5")))
                .containsExactly("USAGE 5 (-5) T2 deferred_revenue>revenue recognized 5");
    }

    @Test
    void shouldCarryTheSameTransactionOverAllTranchesAndTheQuantityOnce() {
        wallet.topUp("1");
        wallet.topUp("10");

        Decision decision = wallet.metered("4", Events.price("sms", "0.5"));

        assertThat(decision.postings()).hasSize(2);
        assertThat(decision.postings()).allSatisfy(posting -> {
            assertThat(posting.attribution().meter()).isEqualTo("sms");
            assertThat(posting.attribution().unitPrice()).isEqualByComparingTo("0.5");
            assertThat(posting.attribution().priceVersion()).isEqualTo("v1");
            assertThat(posting.attribution().appId()).isEqualTo("app");
            assertThat(posting.attribution().chargeType()).isEqualTo(ChargeType.USAGE);
        });
        assertThat(decision.postings().get(0).attribution().quantity()).isEqualByComparingTo("4");
    }

    private void grant(String amount, Pool pool, @Nullable Integer priority, @Nullable String expiresAt) {
        accepted(wallet.command(Bodies.grant(amount, pool, priority, expiresAt)));
    }
}
