package dev.drawdown.engine;

import static dev.drawdown.engine.SettingsDraft.settings;
import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The delivery gate follows the balance in the decision that moves it, and does not flap. */
final class GateTest {
    @Test
    void shouldBeSetByTheOpening() {
        WalletFixture none = WalletFixture.none();
        Decision empty = none.command(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC));
        assertThat(Signals.gates(empty)).containsExactly("GATE PAUSED BALANCE_AT_FLOOR");

        Decision funded = WalletFixture.none()
                .command(Bodies.open(WalletSettings.DEFAULT, ZoneOffset.UTC, null, Bodies.topUp("5"), null));
        assertThat(Signals.gates(funded)).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldPauseDeliveryWhenTheBalanceReachesTheFloor() {
        WalletFixture wallet = WalletFixture.funded("10");

        assertThat(Signals.gates(wallet.usage("sms", "9.999999"))).isEmpty();
        assertThat(Signals.gates(wallet.usage("sms", "0.000001"))).containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
        assertThat(Signals.gates(wallet.usage("sms", "1"))).isEmpty();
        assertThat(wallet.gate()).isEqualTo("PAUSED BALANCE_AT_FLOOR");
    }

    @Test
    void shouldOpenAgainAboveTheFloorWithoutMargin() {
        WalletFixture wallet = WalletFixture.funded("10");
        wallet.usage("sms", "12");

        assertThat(Signals.gates(wallet.topUp("2"))).isEmpty();
        assertThat(Signals.gates(wallet.topUp("0.000001"))).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldOpenAgainOnlyAtFloorPlusMargin() {
        WalletFixture wallet =
                WalletFixture.funded("100", settings().floor("20").rearm("30"));

        assertThat(Signals.gates(wallet.usage("sms", "79"))).isEmpty();
        assertThat(Signals.gates(wallet.usage("sms", "1"))).containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
        assertThat(Signals.gates(wallet.topUp("29.999999"))).isEmpty();
        assertThat(Signals.gates(wallet.topUp("0.000001"))).containsExactly("GATE OPEN FUNDED");
        assertThat(Signals.gates(wallet.usage("sms", "29"))).isEmpty();
    }

    @Test
    void shouldRememberSinceWhenItStands() {
        WalletFixture wallet = WalletFixture.funded("10");
        wallet.after(Duration.ofHours(2)).usage("sms", "10");
        long paused = wallet.now();
        wallet.after(Duration.ofHours(2)).usage("sms", "10");

        assertThat(wallet.wallet().gate().sinceMillis()).isEqualTo(paused);
    }

    @Test
    void shouldGoDownToANegativeFloor() {
        WalletFixture wallet = WalletFixture.funded("10", settings().floor("-50"));

        assertThat(Signals.gates(wallet.usage("sms", "59"))).isEmpty();
        assertThat(Signals.gates(wallet.usage("sms", "1"))).containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
        assertThat(Signals.gates(wallet.topUp("1"))).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldDeliverInGraceWhenTheWalletIsToContinue() {
        WalletFixture wallet = WalletFixture.funded("10", settings().onFailure(OnPaymentFailure.CONTINUE));

        assertThat(Signals.gates(wallet.usage("sms", "15"))).containsExactly("GATE GRACE BALANCE_AT_FLOOR");
        assertThat(Signals.gates(wallet.topUp("6"))).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldNeverPauseAManualWalletForItsBalance() {
        WalletFixture wallet = WalletFixture.opened(settings().mode(BillingMode.MANUAL));
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");

        assertThat(Signals.gates(wallet.usage("sms", "1000"))).isEmpty();
        assertThat(Signals.gates(accepted(wallet.command(Bodies.freeze())))).containsExactly("GATE PAUSED FROZEN");
    }

    @Test
    void shouldPauseNetTermsAtTheCreditLimit() {
        WalletFixture wallet =
                WalletFixture.opened(settings().mode(BillingMode.NET_TERMS).floor("-100"));
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");

        assertThat(Signals.gates(wallet.lead("l1", "99"))).isEmpty();
        assertThat(Signals.gates(wallet.lead("l2", "1"))).containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
        assertThat(wallet.owed()).isEqualTo("100");
    }

    @Test
    void shouldNotOpenForCreditThatPaysNoLead() {
        WalletFixture wallet = WalletFixture.opened();
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));

        Decision granted = accepted(wallet.command(Bodies.grant("50", Pool.PROMOTIONAL, null, null, sms)));

        assertThat(Signals.gates(granted)).isEmpty();
        assertThat(wallet.gate()).isEqualTo("PAUSED BALANCE_AT_FLOOR");
        assertThat(wallet.available()).isEqualTo("50");
    }

    @Test
    void shouldAskForTheFirstCategoryOfAWalletThatCoversNoLeads() {
        WalletFixture wallet = WalletFixture.opened(settings().scope(Scope.Charges.ALL, "sms", "call"));
        Scope call = new Scope(Scope.Charges.ALL, List.of("call"));
        Scope sms = new Scope(Scope.Charges.ALL, List.of("sms"));

        accepted(wallet.command(Bodies.grant("50", Pool.PROMOTIONAL, null, null, call)));
        assertThat(wallet.gate()).isEqualTo("PAUSED BALANCE_AT_FLOOR");
        accepted(wallet.command(Bodies.grant("50", Pool.PROMOTIONAL, null, null, sms)));
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldAskForLeadsOfAWalletThatNamesThemAmongOthers() {
        WalletFixture wallet = WalletFixture.opened(settings().scope(Scope.Charges.ALL, "sms", "lead"));
        Scope lead = new Scope(Scope.Charges.ALL, List.of("lead"));

        accepted(wallet.command(Bodies.grant("50", Pool.PROMOTIONAL, null, null, lead)));

        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldAskForFixedChargesOfAWalletForThose() {
        WalletFixture wallet = WalletFixture.opened(settings().scope(Scope.Charges.FIXED));

        accepted(wallet.command(Bodies.grant("50", Pool.PROMOTIONAL)));
        assertThat(wallet.gate()).as("promotional credit is for usage").isEqualTo("PAUSED BALANCE_AT_FLOOR");
        wallet.topUp("1");
        assertThat(wallet.gate()).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldCloseWhenHoldsPinAllThereIsAndOpenWhenTheyEnd() {
        WalletFixture wallet = WalletFixture.funded("10");

        assertThat(Signals.gates(accepted(wallet.command(Bodies.hold("h1", "10")))))
                .containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
        assertThat(Signals.gates(accepted(wallet.command(Bodies.release("h1")))))
                .containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldFollowANewFloorAtOnce() {
        WalletFixture wallet = WalletFixture.funded("10");

        assertThat(Signals.gates(
                        accepted(wallet.command(Bodies.configure(settings().floor("10"))))))
                .containsExactly("GATE PAUSED BALANCE_AT_FLOOR");
        assertThat(Signals.gates(
                        accepted(wallet.command(Bodies.configure(settings().floor("9"))))))
                .containsExactly("GATE OPEN FUNDED");
    }
}
