package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left of a tranche is void at its expiry, pinned slices when their hold ends. */
final class TrancheExpiryTest {
    private static final String EXPIRY = "2026-03-10T00:00:00Z";

    private final WalletFixture wallet = WalletFixture.opened();

    @Test
    void shouldVoidWhatIsLeftOfEachPool() {
        accepted(wallet.command(Bodies.topUp("10", "5", EXPIRY)));
        accepted(wallet.command(Bodies.grant("7", Pool.PLAN, null, EXPIRY)));
        accepted(wallet.command(Bodies.amend("T2", EXPIRY, null)));
        wallet.usage("sms", "8");

        List<Decision> due = wallet.at(EXPIRY).tick();

        assertThat(due).hasSizeGreaterThanOrEqualTo(1);
        assertThat(Ledger.lines(due.getLast()))
                .containsExactlyInAnyOrder(
                        "EXPIRY 9 (-9) T1 deferred_revenue>breakage recognized 9",
                        "EXPIRY 5 (-5) T2 promotional_credit>promotional_expense");
        assertThat(wallet.settled()).isEqualTo("0");
        assertThat(wallet.wallet().tranches()).isEmpty();
    }

    @Test
    void shouldVoidPlanCreditIntoItsExpense() {
        accepted(wallet.command(Bodies.grant("7", Pool.PLAN, null, EXPIRY)));

        assertThat(Ledger.lines(wallet.at(EXPIRY).tick().getLast()))
                .containsExactly("EXPIRY 7 (-7) T1 plan_credit>plan_expense");
    }

    @Test
    void shouldStampWhatFellDueWithItsOwnInstant() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));
        long expiry = wallet.tranche("T1").expiresAtMillis();

        wallet.at("2026-03-12T08:00:00Z").usage("sms", "1");

        Posting posting = wallet.ledger.postings().stream()
                .filter(entry -> entry.reason() == Posting.Reason.EXPIRY)
                .findFirst()
                .orElseThrow();
        assertThat(posting.recordedAtMillis()).isEqualTo(expiry);
        assertThat(posting.transactionId()).isEqualTo("due/" + expiry);
        assertThat(posting.attribution().occurredAtMillis()).isEqualTo(expiry);
        assertThat(wallet.owed())
                .as("expired credit pays nothing, even when the timer is late")
                .isEqualTo("1");
    }

    @Test
    void shouldSpendToTheLastMillisecond() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));

        wallet.at("2026-03-09T23:59:59.999Z").usage("sms", "1");
        assertThat(wallet.owed()).isEqualTo("0");
        wallet.at(EXPIRY).usage("sms", "1");
        assertThat(wallet.owed()).isEqualTo("1");
    }

    @Test
    void shouldKeepPinnedSlicesAliveUntilTheirHoldIsCaptured() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));
        wallet.at("2026-03-09T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "6")));

        List<Decision> due = wallet.at("2026-03-10T00:01:00Z").tick();
        assertThat(Ledger.lines(due.getLast()))
                .containsExactly("EXPIRY 4 (-4) T1 deferred_revenue>breakage recognized 4");
        assertThat(wallet.settled()).isEqualTo("6");
        assertThat(wallet.available()).isEqualTo("0");

        assertThat(Ledger.lines(wallet.command(Bodies.capture("h1", "5"))))
                .containsExactly(
                        "HOLD_CAPTURE 5 (-5) T1 deferred_revenue>revenue recognized 5",
                        "EXPIRY 1 (-1) T1 deferred_revenue>breakage recognized 1");
        assertThat(wallet.settled()).isEqualTo("0");
    }

    @Test
    void shouldVoidPinnedSlicesWhenTheirHoldIsReleasedAfterTheExpiry() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));
        wallet.at("2026-03-09T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "10")));

        assertThat(wallet.at("2026-03-10T00:01:00Z").tick().getLast().postings())
                .isEmpty();
        Decision released = wallet.command(Bodies.release("h1"));
        assertThat(Ledger.lines(released))
                .containsExactly("EXPIRY 10 (-10) T1 deferred_revenue>breakage recognized 10");
        assertThat(holds(released)).containsExactly("h1");
    }

    @Test
    void shouldVoidPinnedSlicesWhenTheirHoldExpires() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));
        wallet.at("2026-03-09T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "10")));

        List<Decision> due = wallet.at("2026-03-10T00:05:00Z").tick();

        assertThat(Ledger.lines(due.getLast()))
                .containsExactly("EXPIRY 10 (-10) T1 deferred_revenue>breakage recognized 10");
        assertThat(holds(due.getLast())).containsExactly("h1");
        assertThat(wallet.wallet().tranches()).isEmpty();
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldDoAllThatIsDueAtOneInstantInOneDecision() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));
        accepted(wallet.command(Bodies.grantFrom(EXPIRY, null, "20", Pool.PLAN)));
        wallet.at("2026-03-09T23:50:00Z");
        accepted(wallet.command(Bodies.hold("h1", "6")));

        List<Decision> due = wallet.at(EXPIRY).tick();

        assertThat(due).hasSize(1);
        assertThat(Ledger.lines(due.getFirst()))
                .containsExactlyInAnyOrder(
                        "EXPIRY 10 (-10) T1 deferred_revenue>breakage recognized 10",
                        "PLAN_GRANT 20 (20) T2 plan_expense>plan_credit");
        assertThat(holds(due.getFirst())).as("the grant is none of the hold's").containsExactly("h1", null);
        assertThat(Signals.gates(due.getFirst()))
                .as("a renewal at midnight does not flap")
                .isEmpty();
        assertThat(wallet.available()).isEqualTo("20");
    }

    @Test
    void shouldRefuseAnExpiryThatIsNow() {
        wallet.at("2026-03-10T00:00:00Z");
        refused(wallet.command(Bodies.topUp("10", "0", "2026-03-10T00:00:00Z")), Outcome.EXPIRY_IN_PAST);
        refused(wallet.command(Bodies.topUp("10", "0", "2026-03-09T00:00:00Z")), Outcome.EXPIRY_IN_PAST);
        refused(wallet.command(Bodies.grant("10", Pool.PLAN, null, "2026-03-09T00:00:00Z")), Outcome.EXPIRY_IN_PAST);
        accepted(wallet.command(Bodies.topUp("10", "0", "2026-03-10T00:00:00.001Z")));
        refused(wallet.command(Bodies.amend("T1", "2026-03-09T12:00:00Z", null)), Outcome.EXPIRY_IN_PAST);
        refused(wallet.command(Bodies.expireWallet("2026-03-10T00:00:00Z")), Outcome.EXPIRY_IN_PAST);
    }

    @Test
    void shouldTakeAnExpiryOfEarlierTodayForTheComingMidnight() {
        wallet.at("2026-03-10T12:00:00Z");

        accepted(wallet.command(Bodies.topUp("10", "0", "2026-03-10T01:00:00Z")));

        assertThat(wallet.tranche("T1").expiresAtMillis())
                .isEqualTo(Instant.parse("2026-03-11T00:00:00Z").toEpochMilli());
    }

    @Test
    void shouldNameTheHoldOnlyForWhatItHadPinned() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));
        accepted(wallet.command(Bodies.topUp("5", "0", "2026-03-11T00:00:00Z")));
        accepted(wallet.command(Bodies.grant("7", Pool.PLAN, 60, "2026-03-11T00:00:00Z")));
        wallet.at("2026-03-09T23:55:00Z");
        accepted(
                wallet.command(new Input.PlaceHold("h1", Money.micros("10"), ChargeType.USAGE, "lead", 86_700, false)));

        List<Decision> due = wallet.at("2026-03-11T00:00:00Z").tick();

        assertThat(Ledger.lines(due.getLast()))
                .containsExactly(
                        "EXPIRY 10 (-10) T1 deferred_revenue>breakage recognized 10",
                        "EXPIRY 5 (-5) T2 deferred_revenue>breakage recognized 5",
                        "EXPIRY 7 (-7) T3 plan_credit>plan_expense");
        assertThat(holds(due.getLast())).containsExactly("h1", null, null);
    }

    @Test
    void shouldBeLiveFromItsFirstInstantToTheOneBeforeItsLast() {
        Tranche tranche = new Tranche(1, Pool.PLAN, 5, 5, 0, 40, 100, 200, Scope.ALL, "g1", false);

        assertThat(tranche.isLiveAt(99)).isFalse();
        assertThat(tranche.isLiveAt(100)).isTrue();
        assertThat(tranche.isLiveAt(199)).isTrue();
        assertThat(tranche.isLiveAt(200)).isFalse();
    }

    private static List<@Nullable String> holds(Decision decision) {
        List<@Nullable String> holds = new ArrayList<>();
        for (Posting posting : decision.postings()) {
            holds.add(posting.attribution().holdId());
        }
        return holds;
    }
}
