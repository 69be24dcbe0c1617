package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A return may need tranches of its own, which the bound on open tranches counts; one that needs none always fits. */
final class ReturnBoundsTest {
    private static final long DAY_MILLIS = 86_400_000;
    private static final Policy TWO_TRANCHES = new Policy(
            7 * DAY_MILLIS,
            DAY_MILLIS,
            30 * DAY_MILLIS,
            7 * DAY_MILLIS,
            3 * DAY_MILLIS,
            2,
            10,
            PaymentPolicy.DEFAULT,
            SafetyPolicy.DEFAULT);

    private final WalletFixture wallet =
            WalletFixture.none(TWO_TRANCHES).open(SettingsDraft.settings(), ZoneOffset.UTC);

    @Test
    void shouldFitIntoATrancheThatIsOpen() {
        wallet.topUp("10");
        wallet.lead("l1", "4");
        wallet.topUp("10");

        accepted(wallet.giveBack("l1"));
        assertThat(wallet.tranches()).containsExactly("T1 10 of 10", "T2 10 of 10");
    }

    @Test
    void shouldOpenATrancheAgainOnlyWhereThereIsRoom() {
        wallet.topUp("10");
        wallet.lead("l1", "10");
        wallet.topUp("5");
        wallet.topUp("10");

        refused(wallet.giveBack("l1"), Outcome.TOO_MANY_TRANCHES);
        wallet.usage("sms", "5");
        accepted(wallet.giveBack("l1"));
        assertThat(wallet.tranches()).containsExactly("T1 10 of 10", "T3 10 of 10");
    }

    @Test
    void shouldCountEachTrancheThatItWouldOpenAgain() {
        wallet.topUp("5");
        wallet.topUp("5");
        wallet.lead("l1", "10");
        wallet.topUp("10");

        refused(wallet.giveBack("l1"), Outcome.TOO_MANY_TRANCHES);
        wallet.usage("sms", "10");
        accepted(wallet.giveBack("l1"));
        assertThat(wallet.tranches()).containsExactly("T1 5 of 5", "T2 5 of 5");
    }

    @Test
    void shouldMakeATrancheForTheGracePeriodOnlyWhereThereIsRoom() {
        accepted(wallet.command(Bodies.topUp("10", "0", "2026-03-10T00:00:00Z")));
        wallet.lead("l1", "4");
        wallet.at("2026-03-10T00:00:00Z").tick();
        wallet.topUp("5");
        wallet.topUp("10");

        refused(wallet.giveBack("l1"), Outcome.TOO_MANY_TRANCHES);
        wallet.usage("sms", "5");
        accepted(wallet.giveBack("l1"));
    }

    @Test
    void shouldBringBackWhatWasSettledOnlyWhereThereIsRoom() {
        wallet.lead("l1", "4");
        wallet.topUp("9");
        wallet.topUp("10");

        refused(wallet.giveBack("l1"), Outcome.TOO_MANY_TRANCHES);
        wallet.usage("sms", "5");
        accepted(wallet.giveBack("l1"));
        assertThat(wallet.tranches()).containsExactly("T2 10 of 10", "T3 4 of 4");
    }

    @Test
    void shouldNeedNoRoomToForgive() {
        Scope sms = new Scope(Scope.Charges.ALL, java.util.List.of("sms"));
        accepted(wallet.command(Bodies.grant("10", Pool.PLAN, null, null, sms)));
        accepted(wallet.command(Bodies.grant("10", Pool.PLAN, null, null, sms)));
        wallet.lead("l1", "4");

        accepted(wallet.giveBack("l1"));
        assertThat(wallet.owed()).isEqualTo("0");
    }

    @Test
    void shouldRememberWhereTheDeliveryBeginsInTheLedger() {
        wallet.topUp("3");
        wallet.topUp("3");

        Decision delivered = wallet.lead("l1", "5");

        assertThat(delivered.memos())
                .filteredOn(memo -> memo instanceof Memo.Receipt)
                .extracting(memo -> ((Memo.Receipt) memo).firstSeq())
                .containsExactly(delivered.postings().getFirst().seq());
    }
}
