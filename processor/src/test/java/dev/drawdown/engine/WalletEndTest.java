package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How wallets end: by their own expiry, which can be moved, and by termination, which cannot. */
final class WalletEndTest {
    private static final String EXPIRY = "2026-03-10T00:00:00Z";

    private final WalletFixture wallet = WalletFixture.funded("100");

    @Test
    void shouldVoidEverythingAtItsExpiryAndStayActive() {
        accepted(wallet.command(Bodies.grant("7", Pool.PLAN)));
        accepted(wallet.command(Bodies.expireWallet(EXPIRY)));

        List<Decision> due = wallet.at(EXPIRY).tick();

        assertThat(due).hasSize(1);
        assertThat(Ledger.lines(due.getFirst()))
                .containsExactlyInAnyOrder(
                        "EXPIRY 7 (-7) T2 plan_credit>plan_expense",
                        "EXPIRY 100 (-100) T1 deferred_revenue>breakage recognized 100");
        assertThat(Signals.gates(due.getFirst())).containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
        assertThat(wallet.wallet().status()).isEqualTo(WalletStatus.ACTIVE);
        accepted(wallet.usage("sms", "1"));
        assertThat(wallet.owed()).isEqualTo("1");
    }

    @Test
    void shouldExpireOnItsMovedDateOnly() {
        accepted(wallet.command(Bodies.expireWallet(EXPIRY)));
        accepted(wallet.command(Bodies.expireWallet("2026-03-20T00:00:00Z")));

        assertThat(wallet.at(EXPIRY).tick()).isEmpty();
        assertThat(wallet.at("2026-03-20T00:00:00Z").tick()).hasSize(1);
        assertThat(wallet.settled()).isEqualTo("0");
    }

    @Test
    void shouldVoidWhatHoldsPinnedOnlyWhenTheyEnd() {
        accepted(wallet.command(Bodies.expireWallet(EXPIRY)));
        wallet.at("2026-03-09T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "30")));
        accepted(wallet.command(Bodies.hold("h2", "20")));

        wallet.at(EXPIRY).tick();
        assertThat(wallet.settled()).isEqualTo("50");
        assertThat(wallet.available()).isEqualTo("0");
        accepted(wallet.command(Bodies.capture("h1", "10")));
        assertThat(wallet.settled()).isEqualTo("20");
        accepted(wallet.command(Bodies.release("h2")));
        assertThat(wallet.settled()).isEqualTo("0");
        assertThat(wallet.wallet().tranches()).isEmpty();
    }

    @Test
    void shouldVoidGrantsThatAreNotEffectiveYet() {
        accepted(wallet.command(Bodies.grantFrom("2026-03-12T00:00:00Z", null, "20", Pool.PLAN)));
        accepted(wallet.command(Bodies.expireWallet(EXPIRY)));

        List<Decision> due = wallet.at("2026-03-13T00:00:00Z").tick();

        assertThat(Ledger.lines(due.getFirst()))
                .containsExactlyInAnyOrder(
                        "VOIDED PLAN_GRANT 20 (0) T2 plan_expense>plan_credit",
                        "EXPIRY 100 (-100) T1 deferred_revenue>breakage recognized 100");
        assertThat(wallet.settled()).isEqualTo("0");
        assertThat(wallet.wallet().tranches()).isEmpty();
    }

    @Test
    void shouldVoidWhatIsLeftOnTerminationForGood() {
        accepted(wallet.command(Bodies.grant("7", Pool.PROMOTIONAL)));
        accepted(wallet.command(Bodies.hold("h1", "30")));

        Decision ended = accepted(wallet.command(Bodies.terminate()));

        assertThat(Ledger.lines(ended))
                .containsExactlyInAnyOrder(
                        "TERMINATION 100 (-100) T1 deferred_revenue>breakage recognized 100",
                        "TERMINATION 7 (-7) T2 promotional_credit>promotional_expense");
        assertThat(Signals.gates(ended)).containsExactly("GATE PAUSED TERMINATED");
        assertThat(wallet.wallet().status()).isEqualTo(WalletStatus.TERMINATED);
        assertThat(wallet.wallet().holds()).isEmpty();
        assertThat(wallet.held()).isEqualTo("0");
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldStayOwedWhatIsOwedAfterTermination() {
        wallet.usage("sms", "130");

        Decision ended = accepted(wallet.command(Bodies.terminate()));

        assertThat(ended.postings()).isEmpty();
        assertThat(wallet.owed()).isEqualTo("30");
        assertThat(wallet.wallet().balanceMicros()).isEqualTo(Money.micros("-30"));
    }

    @Test
    void shouldVoidGrantsToComeOnTermination() {
        accepted(wallet.command(Bodies.grantFrom("2026-03-12T00:00:00Z", null, "20", Pool.PLAN)));

        accepted(wallet.command(Bodies.terminate()));

        wallet.at("2026-03-13T00:00:00Z");
        assertThat(wallet.tick()).isEmpty();
        assertThat(wallet.wallet().tranches()).isEmpty();
        assertThat(wallet.settled()).isEqualTo("0");
    }

    @Test
    void shouldDoNothingMoreThatWasDueAfterTermination() {
        accepted(wallet.command(Bodies.expireWallet(EXPIRY)));
        accepted(wallet.command(Bodies.terminate()));

        assertThat(wallet.at("2026-03-13T00:00:00Z").tick()).isEmpty();
    }

    @Test
    void shouldWriteNothingForWhatIsPinnedInFullWhenItExpires() {
        accepted(wallet.command(Bodies.expireWallet(EXPIRY)));
        wallet.at("2026-03-09T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "100")));

        assertThat(wallet.at(EXPIRY).tick())
                .allSatisfy(decision -> assertThat(decision.postings()).isEmpty());
        assertThat(wallet.settled()).isEqualTo("100");
    }

    @Test
    void shouldLetLiveWhatComesBackAtTheVeryInstantOfItsExpiry() {
        wallet.lead("l1", "4");
        accepted(wallet.command(Bodies.expireWallet(EXPIRY)));

        accepted(wallet.at(EXPIRY).giveBack("l1"));
        wallet.wakeForNothing();
        accepted(wallet.command(Bodies.expireWallet("2026-03-20T00:00:00Z")));

        assertThat(wallet.available()).isEqualTo("4");
        assertThat(wallet.tranches()).containsExactly("T2 4 of 4");
    }

    @Test
    void shouldNameTheHoldForWhatTerminationReleasesDeadAndForNothingElse() {
        accepted(wallet.command(Bodies.topUp("10", "0", EXPIRY)));
        wallet.at("2026-03-09T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "10")));
        wallet.at(EXPIRY).tick();

        Decision ended = accepted(wallet.command(Bodies.terminate()));

        assertThat(Ledger.lines(ended))
                .containsExactly(
                        "EXPIRY 10 (-10) T2 deferred_revenue>breakage recognized 10",
                        "TERMINATION 100 (-100) T1 deferred_revenue>breakage recognized 100");
        assertThat(ended.postings().getFirst().attribution().holdId()).isEqualTo("h1");
        assertThat(ended.postings().getLast().attribution().holdId()).isNull();
    }
}
