package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a return gives back to a tranche stands under the terms that the tranche has been given since. */
final class AmendedReturnsTest {
    private static final String EARLY = "2026-03-10T00:00:00Z";
    private static final String EXPIRY = "2026-03-20T00:00:00Z";
    private static final String LATE = "2026-03-25T00:00:00Z";

    private final WalletFixture wallet = WalletFixture.opened();

    @BeforeEach
    void deliver() {
        accepted(wallet.command(Bodies.grant("10", Pool.PROMOTIONAL, 50, EXPIRY)));
        wallet.lead("l1", "4");
    }

    @Test
    void shouldOpenATrancheAgainUnderItsAmendedTerms() {
        accepted(wallet.command(Bodies.amend("T1", LATE, 7)));
        wallet.usage("sms", "6");
        assertThat(wallet.tranches()).isEmpty();

        accepted(wallet.giveBack("l1"));

        assertThat(wallet.tranches()).containsExactly("T1 4 of 4");
        assertTerms("T1", 7, LATE);
    }

    @Test
    void shouldHoldToTheLastOfSeveralAmendments() {
        accepted(wallet.command(Bodies.amend("T1", LATE, 7)));
        accepted(wallet.command(Bodies.amend("T1", null, 8)));
        wallet.usage("sms", "6");

        accepted(wallet.giveBack("l1"));

        assertTerms("T1", 8, LATE);
    }

    @Test
    void shouldBurnInTheAmendedOrderOnceItIsOpenAgain() {
        accepted(wallet.command(Bodies.grant("10", Pool.PROMOTIONAL, 20, EXPIRY)));
        accepted(wallet.command(Bodies.amend("T1", null, 10)));
        wallet.usage("sms", "6");
        accepted(wallet.giveBack("l1"));

        assertThat(Ledger.lines(wallet.usage("sms", "1")))
                .containsExactly("USAGE 1 (-1) T1 promotional_credit>promotional_used");
    }

    @Test
    void shouldOpenATrancheAgainAfterItsFirstExpiryThatWasMovedOn() {
        accepted(wallet.command(Bodies.amend("T1", LATE, null)));
        wallet.usage("sms", "6");

        accepted(wallet.at(EXPIRY).giveBack("l1"));

        assertThat(wallet.tranches()).containsExactly("T1 4 of 4");
        assertTerms("T1", 50, LATE);
        wallet.at(LATE).tick();
        assertThat(wallet.settled()).isEqualTo("0");
    }

    @Test
    void shouldGiveTheGracePeriodAfterAnExpiryThatWasMovedForward() {
        accepted(wallet.command(Bodies.amend("T1", EARLY, 7)));
        wallet.usage("sms", "6");

        accepted(wallet.at(EARLY).giveBack("l1"));

        assertThat(wallet.tranches()).containsExactly("T2 4 of 4");
        assertTerms("T2", 7, "2026-03-17T00:00:00Z");
    }

    @Test
    void shouldGiveTheGracePeriodInTheAmendedPriorityWhenTheTrancheHasExpired() {
        accepted(wallet.command(Bodies.amend("T1", null, 7)));
        wallet.at(EXPIRY).tick();

        accepted(wallet.giveBack("l1"));

        assertTerms("T2", 7, "2026-03-27T00:00:00Z");
    }

    @Test
    void shouldTakeTheTermsOfATrancheThatStillLivesByItsHolds() {
        accepted(wallet.command(Bodies.amend("T1", null, 7)));
        wallet.at("2026-03-19T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "5")));

        accepted(wallet.at(EXPIRY).giveBack("l1"));

        assertThat(wallet.tranches()).containsExactly("T1 5 of 10", "T2 4 of 4");
        assertTerms("T2", 7, "2026-03-27T00:00:00Z");
    }

    @Test
    void shouldRememberTheAmendmentAsLongAsALeadMayComeBack() {
        wallet.topUp("10");
        accepted(wallet.lead("l2", "10"));
        assertThat(wallet.tranches()).containsExactly("T2 6 of 10");
        accepted(wallet.command(Bodies.amend("T2", null, 9)));
        wallet.usage("sms", "6");

        accepted(wallet.at("2026-04-01T12:00:00Z").giveBack("l2"));

        assertTerms("T2", 9, null);
    }

    @Test
    void shouldAmendOneTrancheOnly() {
        accepted(wallet.command(Bodies.topUp("10")));
        accepted(wallet.command(Bodies.amend("T2", LATE, 60)));
        wallet.usage("sms", "16");

        accepted(wallet.giveBack("l1"));

        assertTerms("T1", 50, EXPIRY);
    }

    private void assertTerms(String trancheId, int priority, @Nullable String expiresAt) {
        Tranche tranche = wallet.tranche(trancheId);
        assertThat(tranche.priority()).isEqualTo(priority);
        assertThat(tranche.expiresAtMillis())
                .isEqualTo(
                        expiresAt == null
                                ? Wallet.NEVER
                                : Instant.parse(expiresAt).toEpochMilli());
    }
}
