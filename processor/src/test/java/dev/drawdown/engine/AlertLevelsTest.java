package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The balance level: alerted when it changes, left only with the margin. */
final class AlertLevelsTest {
    private static SettingsDraft falling() {
        return settings().below("100", "50", "20").margin("5");
    }

    @Test
    void shouldBeSilentAtFirstWhenAllIsWell() {
        WalletFixture wallet = WalletFixture.none();

        assertThat(Signals.alerts(wallet.openWith("200", falling()))).isEmpty();
        assertThat(wallet.wallet().level()).isEqualTo(Level.OK);
    }

    @Test
    void shouldSpeakAtFirstWhenItIsNot() {
        WalletFixture wallet = WalletFixture.none();

        assertThat(Signals.alerts(wallet.openWith("40", falling())))
                .containsExactly("LEVEL null>WARNING at 40 BELOW 50");
    }

    @Test
    void shouldMeetAThresholdWhenTheBalanceReachesIt() {
        WalletFixture wallet = WalletFixture.openedWith("200", falling());

        assertThat(Signals.alerts(wallet.usage("sms", "99.999999"))).isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "0.000001"))).containsExactly("LEVEL OK>INFO at 100 BELOW 100");
        assertThat(Signals.alerts(wallet.usage("sms", "10"))).isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "40"))).containsExactly("LEVEL INFO>WARNING at 50 BELOW 50");
        assertThat(Signals.alerts(wallet.usage("sms", "30"))).containsExactly("LEVEL WARNING>IN_ALARM at 20 BELOW 20");
    }

    @Test
    void shouldNameTheLevelReachedWhenItJumps() {
        WalletFixture wallet = WalletFixture.openedWith("200", falling());

        assertThat(Signals.alerts(wallet.usage("sms", "190"))).containsExactly("LEVEL OK>IN_ALARM at 10 BELOW 20");
        Decision up = wallet.topUp("300");
        assertThat(Signals.alerts(up)).hasSize(1);
        assertThat(Signals.alerts(up).getFirst()).startsWith("LEVEL IN_ALARM>OK at 310");
    }

    @Test
    void shouldLeaveALevelOnlyWithTheMargin() {
        WalletFixture wallet = WalletFixture.openedWith(
                "100", settings().below("100", null, null).margin("5"));
        assertThat(wallet.wallet().level()).isEqualTo(Level.INFO);

        assertThat(Signals.alerts(wallet.topUp("4.999999"))).isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "4"))).isEmpty();
        assertThat(Signals.alerts(wallet.topUp("3.999999"))).isEmpty();
        Decision left = wallet.topUp("0.000002");
        assertThat(Signals.alerts(left)).hasSize(1);
        assertThat(Signals.alerts(left).getFirst()).startsWith("LEVEL INFO>OK at 105");
        assertThat(Signals.alerts(wallet.usage("sms", "4"))).as("no flapping").isEmpty();
    }

    @Test
    void shouldLeaveALevelJustAboveItsThresholdWithoutMargin() {
        WalletFixture wallet = WalletFixture.openedWith("100", settings().below("100", null, null));

        assertThat(Signals.alerts(wallet.topUp("0.000001")).getFirst()).startsWith("LEVEL INFO>OK at 100.000001");
    }

    @Test
    void shouldStepBackThroughTheLevels() {
        WalletFixture wallet = WalletFixture.openedWith("10", falling());

        assertThat(Signals.alerts(wallet.topUp("14.999999"))).isEmpty();
        assertThat(Signals.alerts(wallet.topUp("0.000001"))).containsExactly("LEVEL IN_ALARM>WARNING at 25 BELOW 50");
        assertThat(Signals.alerts(wallet.topUp("29.999999"))).isEmpty();
        assertThat(Signals.alerts(wallet.topUp("0.000001"))).containsExactly("LEVEL WARNING>INFO at 55 BELOW 100");
    }

    @Test
    void shouldMirrorForThresholdsAbove() {
        WalletFixture wallet = WalletFixture.openedWith(
                "10", settings().above("100", "200", null).margin("5"));

        assertThat(Signals.alerts(wallet.topUp("89.999999"))).isEmpty();
        assertThat(Signals.alerts(wallet.topUp("0.000001"))).containsExactly("LEVEL OK>INFO at 100 ABOVE 100");
        assertThat(Signals.alerts(wallet.topUp("100"))).containsExactly("LEVEL INFO>WARNING at 200 ABOVE 200");
        assertThat(Signals.alerts(wallet.usage("sms", "4.999999"))).isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "0.000001")))
                .containsExactly("LEVEL WARNING>INFO at 195 ABOVE 100");
        assertThat(Signals.alerts(wallet.usage("sms", "99.999999"))).isEmpty();
        assertThat(Signals.alerts(wallet.usage("sms", "0.000001")).getFirst()).startsWith("LEVEL INFO>OK at 95");
    }

    @Test
    void shouldTakeTheMostSevereOfMixedDirections() {
        WalletFixture wallet = WalletFixture.openedWith(
                "500", settings().above("1000", null, null).below(null, "50", "20"));
        assertThat(wallet.wallet().level()).isEqualTo(Level.OK);

        assertThat(Signals.alerts(wallet.topUp("500"))).containsExactly("LEVEL OK>INFO at 1000 ABOVE 1000");
        assertThat(Signals.alerts(wallet.usage("sms", "990"))).containsExactly("LEVEL INFO>IN_ALARM at 10 BELOW 20");
    }

    @Test
    void shouldLookAtWhatIsAvailable() {
        WalletFixture wallet = WalletFixture.openedWith("200", falling());

        assertThat(Signals.alerts(accepted(wallet.command(Bodies.hold("h1", "100")))))
                .containsExactly("LEVEL OK>INFO at 100 BELOW 100");
        assertThat(Signals.alerts(accepted(wallet.command(Bodies.release("h1"))))
                        .getFirst())
                .startsWith("LEVEL INFO>OK at 200");
    }

    @Test
    void shouldNotFlapWhenCreditIsRenewedAtOneInstant() {
        WalletFixture wallet = WalletFixture.none();
        String midnight = "2026-03-10T00:00:00Z";
        accepted(wallet.command(
                Bodies.open(falling().done(), ZoneOffset.UTC, null, Bodies.topUp("200", "0", midnight), null)));
        accepted(wallet.command(Bodies.grantFrom(midnight, null, "200", Pool.PLAN)));

        List<Decision> due = wallet.at(midnight).tick();

        assertThat(due)
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(Signals.alerts(decision))
                        .noneMatch(alert -> alert.startsWith("LEVEL") || alert.startsWith("DEPLETED")));
    }

    @Test
    void shouldFollowNewThresholdsAtOnce() {
        WalletFixture wallet = WalletFixture.openedWith("200", settings());
        assertThat(wallet.wallet().level()).isIn(null, Level.OK);

        Decision stricter = accepted(wallet.command(Bodies.configure(settings().below("300", null, null))));
        assertThat(Signals.alerts(stricter)).hasSize(1);
        assertThat(Signals.alerts(stricter).getFirst()).endsWith(">INFO at 200 BELOW 300");

        Decision without = accepted(wallet.command(Bodies.configure(settings())));
        assertThat(Signals.alerts(without)).allMatch(alert -> alert.startsWith("LEVEL INFO>OK at 200"));
        assertThat(wallet.wallet().level()).isIn(null, Level.OK);
    }

    @Test
    void shouldNeedNoMarginForAThresholdOfTheOtherDirection() {
        WalletFixture wallet = WalletFixture.openedWith(
                "10",
                settings().above("100", null, null).below(null, null, "20").margin("5"));
        assertThat(wallet.wallet().level()).isEqualTo(Level.IN_ALARM);

        Decision up = wallet.topUp("86");

        assertThat(Signals.alerts(up))
                .as("96 is within the margin of a threshold that was never met")
                .hasSize(1);
        assertThat(Signals.alerts(up).getFirst()).startsWith("LEVEL IN_ALARM>OK at 96");
    }
}
