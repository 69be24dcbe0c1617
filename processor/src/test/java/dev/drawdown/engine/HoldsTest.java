package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static dev.drawdown.engine.WalletFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Placing holds: only what is there can be promised, and what is promised is out of reach of everything else. */
final class HoldsTest {
    private static final long YEAR_SECONDS = 366L * 24 * 60 * 60;

    private final WalletFixture wallet = WalletFixture.funded("100");

    @Test
    void shouldPinTheSlicesWithoutMovingTheBalance() {
        Decision placed = accepted(wallet.command(Bodies.hold("h1", "30")));

        assertThat(placed.postings()).isEmpty();
        assertThat(wallet.settled()).isEqualTo("100");
        assertThat(wallet.held()).isEqualTo("30");
        assertThat(wallet.available()).isEqualTo("70");
        Hold hold = wallet.wallet().holds().getFirst();
        assertThat(hold.holdId()).isEqualTo("h1");
        assertThat(hold.expiresAtMillis()).isEqualTo(wallet.now() + 600_000);
        assertThat(hold.placedAtMillis()).isEqualTo(wallet.now());
        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(wallet.now() + 600_000);
    }

    @Test
    void shouldPinInBurnOrderOverSeveralTranches() {
        accepted(wallet.command(Bodies.grant("20", Pool.PLAN)));

        accepted(wallet.command(Bodies.hold("h1", "30")));

        assertThat(wallet.wallet().holds().getFirst().slices())
                .extracting(Slice::trancheNumber, slice -> Money.plain(slice.amountMicros()))
                .containsExactly(tuple(2L, "20"), tuple(1L, "10"));
    }

    @Test
    void shouldApproveToTheLastMicroAndNotOneMore() {
        accepted(wallet.command(Bodies.hold("h1", "60")));

        refused(wallet.command(Bodies.hold("h2", "40.000001")), Outcome.INSUFFICIENT_FUNDS);
        accepted(wallet.command(Bodies.hold("h2", "40")));
        assertThat(wallet.available()).isEqualTo("0");
    }

    @Test
    void shouldKeepTheFloorFree() {
        WalletFixture floored = WalletFixture.funded("100", settings().floor("20"));

        refused(floored.command(Bodies.hold("h1", "80.000001")), Outcome.INSUFFICIENT_FUNDS);
        accepted(floored.command(Bodies.hold("h1", "80")));
    }

    @Test
    void shouldNotPinAnOverdraft() {
        WalletFixture overdrawn = WalletFixture.funded("100", settings().floor("-50"));

        refused(overdrawn.command(Bodies.hold("h1", "100.000001")), Outcome.INSUFFICIENT_FUNDS);
        accepted(overdrawn.command(Bodies.hold("h1", "100")));
    }

    @Test
    void shouldCountWhatIsOwedAgainstAHold() {
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));
        WalletFixture scoped = WalletFixture.opened();
        accepted(scoped.command(Bodies.grant("20", Pool.PROMOTIONAL, null, null, sms)));
        scoped.usage("call", "5");

        refused(scoped.command(Bodies.hold("h1", "15.000001", ChargeType.USAGE, "sms")), Outcome.INSUFFICIENT_FUNDS);
        accepted(scoped.command(Bodies.hold("h1", "15", ChargeType.USAGE, "sms")));
    }

    @Test
    void shouldOnlyPinCreditThatCoversTheCharge() {
        WalletFixture scoped = WalletFixture.opened();
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));
        accepted(scoped.command(Bodies.grant("20", Pool.PLAN, null, null, sms)));
        accepted(scoped.command(Bodies.grant("20", Pool.PROMOTIONAL)));
        scoped.topUp("20");

        refused(scoped.command(Bodies.hold("h1", "41")), Outcome.INSUFFICIENT_FUNDS);
        refused(scoped.command(Bodies.hold("h1", "21", ChargeType.FIXED, "lead")), Outcome.INSUFFICIENT_FUNDS);
        refused(scoped.command(Bodies.hold("h1", "41", ChargeType.USAGE, null)), Outcome.INSUFFICIENT_FUNDS);
        accepted(scoped.command(Bodies.hold("h1", "60", ChargeType.USAGE, "sms")));
    }

    @Test
    void shouldRefuseAnIdThatIsOpenOrEndedLately() {
        accepted(wallet.command(Bodies.hold("h1", "10")));
        refused(wallet.command(Bodies.hold("h1", "20")), Outcome.HOLD_EXISTS);
        accepted(wallet.command(Bodies.release("h1")));
        refused(wallet.command(Bodies.hold("h1", "20")), Outcome.HOLD_EXISTS);

        wallet.after(Duration.ofDays(9));
        accepted(wallet.command(Bodies.hold("h1", "20")));
    }

    @Test
    void shouldKeepPinnedCreditFromDebitsDeductionsAndAdjustments() {
        accepted(wallet.command(Bodies.hold("h1", "90")));

        refused(wallet.command(Bodies.deduct("11")), Outcome.INSUFFICIENT_FUNDS);
        refused(wallet.command(Bodies.adjust("-11", Pool.PURCHASED)), Outcome.INSUFFICIENT_FUNDS);
        accepted(wallet.usage("sms", "15"));
        assertThat(wallet.owed()).isEqualTo("5");
        assertThat(wallet.held()).isEqualTo("90");
        assertThat(Ledger.lines(wallet.command(Bodies.capture("h1", null))))
                .containsExactly("HOLD_CAPTURE 90 (-90) T1 deferred_revenue>revenue recognized 90");
    }

    @Test
    void shouldRefuseATimeToLiveThatIsNoTime() {
        for (long ttl : new long[] {0, -1, Long.MAX_VALUE}) {
            Decision decision = wallet.command(holdFor(ttl));
            assertThat(decision.outcome()).isEqualTo(Outcome.MALFORMED);
        }
        refused(wallet.command(holdFor(YEAR_SECONDS + 1)), Outcome.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, YEAR_SECONDS})
    void shouldTakeATimeToLiveFromASecondToAYear(long ttlSeconds) {
        accepted(wallet.command(holdFor(ttlSeconds)));

        assertThat(wallet.wallet().holds().getFirst().expiresAtMillis()).isEqualTo(wallet.now() + ttlSeconds * 1000);
    }

    @Test
    void shouldPinOnlySlicesOfSomething() {
        accepted(wallet.command(Bodies.grant("20", Pool.PLAN)));
        accepted(wallet.command(Bodies.hold("h1", "20")));
        wallet.topUp("5");

        accepted(wallet.command(Bodies.hold("h2", "100")));

        assertThat(wallet.wallet().holds().getLast().slices())
                .as("T2 is pinned in full, and T3 is not needed")
                .extracting(Slice::trancheNumber)
                .containsExactly(1L);
    }

    @Test
    void shouldBoundTheOpenHolds() {
        Policy two = new Policy(1000_000, 1000, 1000, 1000, 1000, 1000, 2, PaymentPolicy.DEFAULT, SafetyPolicy.DEFAULT);
        WalletFixture bounded = WalletFixture.none(two).open(settings(), ZoneOffset.UTC);
        bounded.topUp("100");
        accepted(bounded.command(Bodies.hold("h1", "1")));
        accepted(bounded.command(Bodies.hold("h2", "1")));

        refused(bounded.command(Bodies.hold("h3", "1")), Outcome.TOO_MANY_HOLDS);
        accepted(bounded.command(Bodies.release("h1")));
        accepted(bounded.command(Bodies.hold("h3", "1")));
    }

    private static Input.PlaceHold holdFor(long ttlSeconds) {
        return new Input.PlaceHold("h1", 5, ChargeType.USAGE, "lead", ttlSeconds, false);
    }
}
