package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A returned lead gives back exactly what it took, to where it took it from. */
final class ReturnsTest {
    private static final String SOON = "2026-03-05T00:00:00Z";

    private final WalletFixture wallet = WalletFixture.opened();

    @Test
    void shouldGiveTheSlicesBackIntoTheirTranchesInTheOrderBurned() {
        accepted(wallet.command(Bodies.grant("10", Pool.PLAN)));
        wallet.topUp("100");
        Decision delivered = wallet.lead("l1", "25");

        Decision returned = accepted(wallet.giveBack("l1"));

        assertThat(Ledger.lines(returned))
                .containsExactly(
                        "LEAD_RETURN 10 (10) T1 plan_used>plan_credit",
                        "LEAD_RETURN 15 (15) T2 revenue>deferred_revenue recognized -15");
        assertThat(wallet.tranches()).containsExactly("T1 10 of 10", "T2 100 of 100");
        assertThat(returned.postings().getFirst().correctsSeq())
                .isIn(null, delivered.postings().getFirst().seq());
        assertThat(returned.postings().getFirst().attribution().leadId()).isEqualTo("l1");
        assertThat(returned.postings().getFirst().attribution().buyerId()).isEqualTo("buyer");
    }

    @Test
    void shouldOpenATrancheAgainThatWasBurnedToZero() {
        Scope sms = new Scope(Scope.Charges.USAGE, List.of("lead"));
        accepted(wallet.command(Bodies.grant("10", Pool.PROMOTIONAL, 7, "2026-06-01T00:00:00Z", sms)));
        Tranche before = wallet.tranche("T1");
        wallet.lead("l1", "10");
        assertThat(wallet.tranches()).isEmpty();

        accepted(wallet.giveBack("l1"));

        Tranche after = wallet.tranche("T1");
        assertThat(after.remainingMicros()).isEqualTo(Money.micros("10"));
        assertThat(after.priority()).isEqualTo(7);
        assertThat(after.expiresAtMillis()).isEqualTo(before.expiresAtMillis());
        assertThat(after.scope()).isEqualTo(sms);
        assertThat(after.source()).isEqualTo(before.source());
        assertThat(after.pool()).isEqualTo(Pool.PROMOTIONAL);
    }

    @Test
    void shouldOpenATrancheAgainForEachOfItsLeads() {
        wallet.topUp("10");
        wallet.lead("l1", "6");
        wallet.lead("l2", "4");

        accepted(wallet.giveBack("l2"));
        assertThat(wallet.settled()).isEqualTo("4");
        accepted(wallet.giveBack("l1"));
        assertThat(wallet.settled()).isEqualTo("10");
        assertThat(wallet.wallet().tranches()).hasSize(1);
        assertThat(wallet.tranche("T1").remainingMicros()).isEqualTo(Money.micros("10"));
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldAnnounceTheExpiryOfATrancheThatWasOpenedAgain() {
        accepted(wallet.command(Bodies.grant("10", Pool.PROMOTIONAL, 7, "2026-03-20T00:00:00Z")));
        wallet.lead("l1", "10");
        accepted(wallet.giveBack("l1"));

        assertThat(Signals.alerts(wallet.at("2026-03-17T00:00:00Z").tick().getFirst()))
                .containsExactly("EXPIRING at 10");
    }

    @Test
    void shouldBringASliceOfAnExpiredTrancheBackForTheGracePeriod() {
        Scope leads = new Scope(Scope.Charges.USAGE, List.of("lead"));
        accepted(wallet.command(Bodies.grant("10", Pool.PROMOTIONAL, 7, SOON, leads)));
        wallet.lead("l1", "4");
        wallet.at("2026-03-06T10:30:00Z");
        assertThat(wallet.tick()).isNotEmpty();

        Decision returned = accepted(wallet.giveBack("l1"));

        assertThat(Ledger.lines(returned)).containsExactly("LEAD_RETURN 4 (4) T2 promotional_used>promotional_credit");
        Tranche grace = wallet.tranche("T2");
        assertThat(grace.expiresAtMillis())
                .isEqualTo(Instant.parse("2026-03-13T10:30:00Z").toEpochMilli());
        assertThat(grace.priority()).isEqualTo(7);
        assertThat(grace.scope()).isEqualTo(leads);
        assertThat(grace.pool()).isEqualTo(Pool.PROMOTIONAL);
    }

    @Test
    void shouldBringASliceBackForTheGracePeriodAtTheVeryInstantOfExpiry() {
        accepted(wallet.command(Bodies.grant("10", Pool.PROMOTIONAL, 7, SOON)));
        wallet.lead("l1", "4");

        accepted(wallet.at(SOON).giveBack("l1"));

        assertThat(wallet.tranches()).containsExactly("T2 4 of 4");
    }

    @Test
    void shouldForgiveWhatIsStillOwed() {
        wallet.topUp("10");
        wallet.lead("l1", "25");

        Decision returned = accepted(wallet.giveBack("l1"));

        assertThat(Ledger.lines(returned))
                .containsExactly(
                        "LEAD_RETURN 10 (10) T1 revenue>deferred_revenue recognized -10",
                        "LEAD_RETURN 15 (15) - revenue>receivable recognized -15");
        assertThat(wallet.owed()).isEqualTo("0");
        assertThat(wallet.available()).isEqualTo("10");
    }

    @Test
    void shouldBringBackAsPurchasedCreditWhatWasSettledMeanwhile() {
        wallet.topUp("10");
        wallet.lead("l1", "25");
        wallet.topUp("100");

        Decision returned = accepted(wallet.giveBack("l1"));

        assertThat(Ledger.lines(returned))
                .containsExactly(
                        "LEAD_RETURN 10 (10) T1 revenue>deferred_revenue recognized -10",
                        "LEAD_RETURN 15 (15) T3 revenue>deferred_revenue recognized -15");
        assertThat(wallet.available()).isEqualTo("110");
        assertThat(wallet.tranche("T3").pool()).isEqualTo(Pool.PURCHASED);
        assertThat(wallet.tranche("T3").expiresAtMillis()).isEqualTo(Wallet.NEVER);
    }

    @Test
    void shouldForgiveAPartAndBringBackAPartWhenHalfIsSettled() {
        wallet.lead("l1", "25");
        wallet.topUp("10");

        Decision returned = accepted(wallet.giveBack("l1"));

        assertThat(returned.postings()).hasSize(2);
        assertThat(Ledger.lines(returned))
                .containsExactlyInAnyOrder(
                        "LEAD_RETURN 15 (15) - revenue>receivable recognized -15",
                        "LEAD_RETURN 10 (10) T2 revenue>deferred_revenue recognized -10");
        assertThat(wallet.owed()).isEqualTo("0");
        assertThat(wallet.available()).isEqualTo("10");
    }

    @Test
    void shouldSettleTheFirstOwedFirst() {
        wallet.lead("l1", "10");
        wallet.lead("l2", "10");
        wallet.topUp("10");

        assertThat(Ledger.lines(wallet.giveBack("l2")))
                .as("the second is still owed")
                .containsExactly("LEAD_RETURN 10 (10) - revenue>receivable recognized -10");
        assertThat(wallet.owed()).isEqualTo("0");
        assertThat(Ledger.lines(wallet.giveBack("l1")))
                .as("the first was settled")
                .containsExactly("LEAD_RETURN 10 (10) T2 revenue>deferred_revenue recognized -10");
    }

    @Test
    void shouldSettleOtherDebtsFromWhatComesBack() {
        wallet.topUp("10");
        wallet.lead("l1", "10");
        wallet.usage("sms", "4");

        assertThat(Ledger.lines(wallet.giveBack("l1")))
                .containsExactly(
                        "LEAD_RETURN 10 (10) T1 revenue>deferred_revenue recognized -10",
                        "SHORTFALL_SETTLED 4 (0) T1 deferred_revenue>receivable");
        assertThat(wallet.available()).isEqualTo("6");
    }

    @Test
    void shouldGiveBackWhatWasCapturedFromAHold() {
        wallet.topUp("100");
        accepted(wallet.command(Bodies.hold("h1", "30")));
        wallet.leadOnHold("l1", "45", "h1");

        accepted(wallet.giveBack("l1"));

        assertThat(wallet.tranches()).containsExactly("T1 100 of 100");
    }

    @Test
    void shouldReturnALeadOnce() {
        wallet.topUp("10");
        wallet.lead("l1", "4");
        accepted(wallet.giveBack("l1"));

        refused(wallet.giveBack("l1"), Outcome.LEAD_ALREADY_RETURNED);
        assertThat(wallet.available()).isEqualTo("10");
    }

    @Test
    void shouldKnowALeadByItsBuyerToo() {
        wallet.topUp("10");
        wallet.lead("l1", "4");

        refused(
                wallet.send(new Input.LeadReturned("r1", "w1", "l1", "other", null, wallet.now())),
                Outcome.NO_SUCH_LEAD);
        refused(wallet.send(new Input.LeadReturned("r2", "w1", "l1", null, null, wallet.now())), Outcome.NO_SUCH_LEAD);
        refused(wallet.giveBack("l2"), Outcome.NO_SUCH_LEAD);
        accepted(wallet.giveBack("l1"));
    }

    @Test
    void shouldTakeReturnsWithinTheClaimWindowOnly() {
        wallet.topUp("10");
        wallet.lead("l1", "4");
        wallet.lead("l2", "4");

        wallet.after(Duration.ofDays(30));
        accepted(wallet.giveBack("l1"));
        wallet.after(Duration.ofMillis(1));
        refused(wallet.giveBack("l2"), Outcome.CLAIM_WINDOW_PASSED);
        wallet.after(Duration.ofDays(5));
        refused(wallet.giveBack("l2"), Outcome.NO_SUCH_LEAD);
    }

    @Test
    void shouldReturnALeadThatCostNothing() {
        wallet.lead("l1", "0");

        accepted(wallet.giveBack("l1"));
        refused(wallet.giveBack("l1"), Outcome.LEAD_ALREADY_RETURNED);
    }

    @Test
    void shouldLetALeadBeSoldAgainAfterItsReturn() {
        wallet.topUp("10");
        wallet.lead("l1", "4");
        accepted(wallet.giveBack("l1"));
        accepted(wallet.lead("l1", "3"));

        accepted(wallet.giveBack("l1"));
        assertThat(wallet.available()).isEqualTo("10");
    }

    @Test
    void shouldGiveBackToAnExpiredWalletForTheGracePeriod() {
        wallet.topUp("10");
        wallet.lead("l1", "4");
        accepted(wallet.command(Bodies.expireWallet(SOON)));
        wallet.at("2026-03-06T00:00:00Z");
        wallet.tick();

        accepted(wallet.giveBack("l1"));

        assertThat(wallet.settled()).isEqualTo("4");
        assertThat(wallet.wallet().tranches().getFirst().expiresAtMillis())
                .isEqualTo(Instant.parse("2026-03-13T00:00:00Z").toEpochMilli());
    }
}
