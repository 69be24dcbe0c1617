package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Alerts beside the balance level: depleted, credit that expires soon, time to empty. */
final class OtherAlertsTest {
    @Test
    void shouldSayOnceThatTheWalletIsDepleted() {
        WalletFixture wallet = WalletFixture.openedWith("10", settings());

        assertThat(Signals.alerts(wallet.usage("sms", "9"))).isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "1"))).containsExactly("DEPLETED at 0");
        assertThat(Signals.alerts(wallet.usage("sms", "1"))).isEmpty();
    }

    @Test
    void shouldBeSilentAboutAnEmptyOpening() {
        WalletFixture wallet = WalletFixture.none();

        assertThat(Signals.alerts(wallet.command(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC))))
                .isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "1"))).isEmpty();
    }

    @Test
    void shouldSayItAgainOnceTheBalanceHasRecovered() {
        WalletFixture wallet =
                WalletFixture.openedWith("30", settings().floor("10").rearm("5"));
        assertThat(Signals.alerts(wallet.usage("sms", "20"))).containsExactly("DEPLETED at 10");

        wallet.topUp("4.999999");
        assertThat(Signals.alerts(wallet.usage("sms", "4.999999"))).isEmpty();
        wallet.topUp("5");
        assertThat(Signals.alerts(wallet.usage("sms", "5"))).containsExactly("DEPLETED at 10");
    }

    @Test
    void shouldNeedMoreThanTheFloorToRecoverWithoutMargin() {
        WalletFixture wallet = WalletFixture.openedWith("10", settings());
        wallet.usage("sms", "12");

        wallet.topUp("2");
        assertThat(Signals.alerts(wallet.usage("sms", "1"))).isEmpty();
        wallet.topUp("1.000001");
        assertThat(Signals.alerts(wallet.usage("sms", "1"))).containsExactly("DEPLETED at -0.999999");
    }

    @Test
    void shouldAnnounceThatCreditExpiresSoonOnce() {
        WalletFixture wallet = WalletFixture.openedWith("10", settings());
        accepted(wallet.command(Bodies.grant("5", Pool.PLAN, null, "2026-03-20T00:00:00Z")));

        assertThat(wallet.at("2026-03-16T23:59:59.999Z").tick()).isEmpty();
        List<Decision> due = wallet.at("2026-03-17T00:00:00Z").tick();
        assertThat(due).hasSize(1);
        assertThat(due.getFirst().postings()).isEmpty();
        assertThat(Signals.alerts(due.getFirst())).containsExactly("EXPIRING at 15");
        assertThat(wallet.tranche("T2").expiryAnnounced()).isTrue();
        assertThat(wallet.at("2026-03-19T23:00:00Z").tick()).isEmpty();
    }

    @Test
    void shouldAnnounceNothingForCreditThatLivesNoLongerThanTheNotice() {
        WalletFixture wallet = WalletFixture.openedWith("10", settings());
        wallet.at("2026-03-03T00:00:00Z");
        accepted(wallet.command(Bodies.grant("5", Pool.PLAN, null, "2026-03-06T00:00:00Z")));

        wallet.at("2026-03-05T23:00:00Z");
        assertThat(wallet.tick())
                .allSatisfy(decision -> assertThat(decision.signals()).isEmpty());
    }

    @Test
    void shouldAnnounceCreditThatLivesJustLongerThanTheNotice() {
        WalletFixture wallet = WalletFixture.openedWith("10", settings());
        wallet.at("2026-03-02T23:59:59.999Z");
        accepted(wallet.command(Bodies.grant("5", Pool.PLAN, null, "2026-03-06T00:00:00Z")));

        List<Decision> due = wallet.at("2026-03-03T00:00:00Z").tick();
        assertThat(due).hasSize(1);
        assertThat(Signals.alerts(due.getFirst())).containsExactly("EXPIRING at 15");
    }

    @Test
    void shouldAnnounceNothingWhereNothingFreeIsLeft() {
        WalletFixture wallet = WalletFixture.openedWith("10", settings());
        accepted(wallet.command(Bodies.grant("5", Pool.PLAN, null, "2026-03-20T00:00:00Z")));
        wallet.at("2026-03-16T23:55:00Z");
        accepted(wallet.command(Bodies.hold("h1", "5")));

        List<Decision> due = wallet.at("2026-03-17T00:01:00Z").tick();

        assertThat(due).allSatisfy(decision -> assertThat(decision.signals()).isEmpty());
    }

    @Test
    void shouldWarnWhenTheMoneyLastsForFewerHoursThanSet() {
        WalletFixture wallet = WalletFixture.openedWith("100", settings().timeToEmpty(5));

        assertThat(Signals.alerts(wallet.usage("sms", "10")))
                .as("90 at 10 an hour last 9 hours")
                .isEmpty();
        wallet.after(Duration.ofMinutes(10));
        assertThat(Signals.alerts(wallet.usage("sms", "5")))
                .as("85 at 15 an hour last 5.67 hours")
                .isEmpty();
        wallet.after(Duration.ofMinutes(10));
        assertThat(Signals.alerts(wallet.usage("sms", "5")))
                .as("80 at 20 an hour last 4 hours")
                .containsExactly("TIME_TO_EMPTY at 80");
        assertThat(Signals.alerts(wallet.usage("sms", "5"))).as("once").isEmpty();
    }

    @Test
    void shouldNotWarnAtExactlyTheHoursSet() {
        WalletFixture wallet = WalletFixture.openedWith("120", settings().timeToEmpty(5));

        assertThat(Signals.alerts(wallet.usage("sms", "20"))).isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "0.000001"))).containsExactly("TIME_TO_EMPTY at 99.999999");
    }

    @Test
    void shouldForgetWhatWasSpentMoreThanAnHourAgo() {
        WalletFixture wallet = WalletFixture.openedWith("100", settings().timeToEmpty(5));
        wallet.usage("sms", "15");
        wallet.after(Duration.ofMinutes(66));

        assertThat(Signals.alerts(wallet.usage("sms", "15")))
                .as("70 at 15 an hour last 4.67 hours")
                .containsExactly("TIME_TO_EMPTY at 70");

        WalletFixture slower = WalletFixture.openedWith("100", settings().timeToEmpty(4));
        slower.usage("sms", "15");
        slower.after(Duration.ofMinutes(66));
        assertThat(Signals.alerts(slower.usage("sms", "15"))).isEmpty();
    }

    @Test
    void shouldWarnAgainOnlyAfterAFifthMoreTimeThanSet() {
        WalletFixture wallet = WalletFixture.openedWith("100", settings().timeToEmpty(5));
        assertThat(Signals.alerts(wallet.usage("sms", "20"))).containsExactly("TIME_TO_EMPTY at 80");

        wallet.topUp("39.999999");
        assertThat(wallet.wallet().runningOut()).as("just under six hours").isTrue();
        wallet.topUp("0.000001");
        assertThat(wallet.wallet().runningOut()).as("six hours").isFalse();
        assertThat(Signals.alerts(wallet.usage("sms", "5")))
                .as("115 at 25 an hour last 4.6 hours")
                .containsExactly("TIME_TO_EMPTY at 115");
    }

    @Test
    void shouldCountLeadsAndCapturesAndShortfallsAsSpent() {
        WalletFixture wallet = WalletFixture.openedWith("100", settings().timeToEmpty(5));
        accepted(wallet.command(Bodies.hold("h1", "10")));
        accepted(wallet.command(Bodies.capture("h1", null)));

        assertThat(Signals.alerts(wallet.lead("l1", "10"))).containsExactly("TIME_TO_EMPTY at 80");
    }

    @Test
    void shouldNotCountDeductionsAndExpiryAsSpent() {
        WalletFixture wallet = WalletFixture.openedWith("100", settings().timeToEmpty(5));

        assertThat(Signals.alerts(accepted(wallet.command(Bodies.deduct("60")))))
                .isEmpty();
        assertThat(Signals.alerts(accepted(wallet.command(Bodies.adjust("-10", Pool.PURCHASED)))))
                .isEmpty();
    }

    @Test
    void shouldKeepNoBurnRateWhereNobodyWatchesIt() {
        WalletFixture wallet = WalletFixture.openedWith("100", settings());
        wallet.usage("sms", "5");

        assertThat(wallet.wallet().burnRate()).isNull();
    }

    @Test
    void shouldCountWhatIsOwedAsSpent() {
        WalletFixture wallet = WalletFixture.opened(settings().timeToEmpty(5));
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));
        accepted(wallet.command(Bodies.grant("100", Pool.PLAN, null, null, sms)));

        assertThat(Signals.alerts(wallet.usage("call", "10")))
                .as("90 at 10 an hour last 9 hours")
                .isEmpty();
        assertThat(Signals.alerts(wallet.usage("call", "10")))
                .as("80 at 20 an hour last 4 hours")
                .containsExactly("TIME_TO_EMPTY at 80");
    }

    @Test
    void shouldAnnounceAtOnceWhatANoticeThatWasMadeLongerHasOvertaken() {
        WalletFixture wallet = WalletFixture.openedWith("10", settings());
        accepted(wallet.command(Bodies.grant("5", Pool.PLAN, null, "2026-03-20T00:00:00Z")));
        Policy was = Policy.DEFAULT;
        Policy longer = new Policy(
                was.idempotencyWindowMillis(),
                was.futureToleranceMillis(),
                was.claimWindowMillis(),
                was.returnGraceMillis(),
                Duration.ofDays(30).toMillis(),
                was.maxTranches(),
                was.maxHolds(),
                PaymentPolicy.DEFAULT,
                SafetyPolicy.DEFAULT);
        long now = wallet.now() + 1000;

        Decision next = new WalletEngine(longer)
                .decide(wallet.wallet(), Memory.EMPTY, Events.usage("e1", "sms", "1", ChargeType.USAGE, now), now);

        assertThat(Objects.requireNonNull(next.wallet()).nextDueMillis()).isEqualTo(now + 1);
    }
}
