package dev.drawdown.loadtest.model;

import static dev.drawdown.loadtest.model.Scenario.START;
import static dev.drawdown.loadtest.model.Scenario.alerts;
import static dev.drawdown.loadtest.model.Scenario.entries;
import static dev.drawdown.loadtest.model.Scenario.gate;
import static dev.drawdown.loadtest.model.Scenario.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.CaptureHold;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.TerminateWallet;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The model against figures that were worked out by hand from the rules. */
class ModelWalletTest {

    @Test
    void shouldBurnSoonestExpiringCreditFirstAndOweTheRest() {
        Scenario wallet = Scenario.opened();
        wallet.topUp("a", "10");
        wallet.command(
                "b",
                TopUp.newBuilder()
                        .setAmount(money("5"))
                        .setCollect("RECORDED")
                        .setFreeAmount(money("2"))
                        .setExpiresAt(START.plus(Duration.ofDays(9)))
                        .build());

        Step step = wallet.usage("u", "20");

        assertThat(entries(step)).containsExactly("USAGE -5 T2", "USAGE -2 T3", "USAGE -10 T1", "SHORTFALL -3");
        assertThat(wallet.wallet().available()).isEqualByComparingTo("-3");
        assertThat(step.entries.getFirst().get("quantity")).isEqualTo(BigDecimal.ONE);
        assertThat(step.entries.getLast().get("quantity")).isNull();
        assertThat(step.entries.getLast().get("recognized_revenue")).isEqualTo(new BigDecimal("3"));
    }

    @Test
    void shouldSettleWhatIsOwedFromLaterCreditWithoutMovingTheBalanceTwice() {
        Scenario wallet = Scenario.opened();
        wallet.usage("u", "4");

        Step step = wallet.topUp("a", "10");

        assertThat(entries(step)).containsExactly("TOP_UP 10 T1", "SHORTFALL_SETTLED 0 T1");
        assertThat(wallet.wallet().available()).isEqualByComparingTo("6");
    }

    @Test
    void shouldIgnoreTheSameAgainAndRefuseAnotherUnderItsId() {
        Scenario wallet = Scenario.opened();
        wallet.topUp("a", "10");
        wallet.usage("u", "1");

        Step again = wallet.usage("u", "1");
        Step other = wallet.usage("u", "2");
        Step command = wallet.topUp("a", "10");

        assertThat(again.duplicate).isTrue();
        assertThat(again.silent()).isTrue();
        assertThat(other.code).isEqualTo("ID_CONFLICT");
        assertThat(other.deadLetter).isTrue();
        Predicted answer = Objects.requireNonNull(command.outcome);
        assertThat(answer.get("duplicate")).isEqualTo(true);
        assertThat(answer.get("available")).isEqualTo(Money.plain(money("10")));
    }

    @Test
    void shouldPauseAtTheFloorAndOpenAgainOnlyAboveTheMargin() {
        Scenario wallet = Scenario.opened(
                WalletSettings.newBuilder().setRearmMargin(money("5")).build());
        assertThat(gate(wallet.topUp("a", "10"))).isEqualTo("OPEN FUNDED");
        assertThat(gate(wallet.usage("u", "10"))).isEqualTo("PAUSED BALANCE_AT_FLOOR");
        assertThat(gate(wallet.topUp("b", "4.999999"))).isEmpty();
        assertThat(gate(wallet.topUp("c", "0.000001"))).isEqualTo("OPEN FUNDED");
    }

    @Test
    void shouldTellOfALevelOnceAndLeaveItOnlyByTheMargin() {
        Scenario wallet = Scenario.opened(WalletSettings.newBuilder()
                .setAlerts(AlertRules.newBuilder()
                        .setInfo(below("50"))
                        .setInAlarm(below("10"))
                        .setMargin(money("5"))
                        .build())
                .build());
        assertThat(alerts(wallet.topUp("a", "100"))).isEqualTo("BALANCE_LEVEL OK");
        assertThat(alerts(wallet.usage("u", "92"))).isEqualTo("BALANCE_LEVEL IN_ALARM");
        assertThat(alerts(wallet.usage("v", "1"))).isEmpty();
        assertThat(alerts(wallet.topUp("b", "7"))).isEmpty();
        assertThat(alerts(wallet.topUp("c", "1"))).isEqualTo("BALANCE_LEVEL INFO");
        assertThat(alerts(wallet.usage("w", "15"))).isEqualTo("BALANCE_LEVEL IN_ALARM, DEPLETED");
    }

    private static AlertThreshold below(String value) {
        return AlertThreshold.newBuilder()
                .setValue(money(value))
                .setDirection("BELOW")
                .build();
    }

    @Test
    void shouldCaptureWhatAHoldPinnedAndFreeTheRest() {
        Scenario wallet = Scenario.opened();
        wallet.topUp("a", "10");
        wallet.command(
                "h",
                PlaceHold.newBuilder()
                        .setHoldId("H")
                        .setAmount(money("8"))
                        .setTtlSeconds(60)
                        .build());
        assertThat(wallet.wallet().available()).isEqualByComparingTo("2");

        Step shortfall = wallet.usage("u", "3");
        Step capture = wallet.command(
                "c",
                CaptureHold.newBuilder().setHoldId("H").setAmount(money("6")).build());

        assertThat(entries(shortfall)).containsExactly("USAGE -2 T1", "SHORTFALL -1");
        assertThat(entries(capture)).containsExactly("HOLD_CAPTURE -6 T1", "SHORTFALL_SETTLED 0 T1");
        assertThat(wallet.wallet().available()).isEqualByComparingTo("1");
    }

    @Test
    void shouldGiveBackTheVerySlicesAndForgiveWhatIsStillOwed() {
        Scenario wallet = Scenario.opened();
        wallet.topUp("a", "6");
        wallet.lead("d", "L", "DELIVERED", "10");
        wallet.topUp("b", "1");

        Step step = wallet.lead("r", "L", "RETURNED", "10");

        assertThat(entries(step)).containsExactly("LEAD_RETURN 6 T1", "LEAD_RETURN 3", "LEAD_RETURN 1 T3");
        assertThat(wallet.wallet().available()).isEqualByComparingTo("7");
        assertThat(wallet.lead("r2", "L", "RETURNED", "10").code).isEqualTo("LEAD_ALREADY_RETURNED");
    }

    @Test
    void shouldVoidCreditAtMidnightAndEndHoldsInTime() {
        Scenario wallet = Scenario.opened();
        wallet.command(
                "a",
                TopUp.newBuilder()
                        .setAmount(money("10"))
                        .setCollect("RECORDED")
                        .setExpiresAt(START.plus(Duration.ofHours(1)))
                        .build());
        wallet.command(
                "h",
                PlaceHold.newBuilder()
                        .setHoldId("H")
                        .setAmount(money("4"))
                        .setTtlSeconds(Duration.ofDays(1).toSeconds())
                        .build());

        List<Step> steps = wallet.advance(START.plus(Duration.ofDays(2)));

        assertThat(steps.stream().map(step -> step.inputId))
                .containsExactly(
                        "due/" + Instant.parse("2026-03-11T00:00:00Z").toEpochMilli(),
                        "due/" + START.plus(Duration.ofDays(1)).toEpochMilli());
        assertThat(entries(steps.getFirst())).containsExactly("EXPIRY -6 T1");
        assertThat(entries(steps.getLast())).containsExactly("EXPIRY -4 T1");
    }

    @Test
    void shouldAnnounceALaterGrantAndBookItWhenItsTimeComes() {
        Scenario wallet = Scenario.opened();
        Instant later = START.plus(Duration.ofHours(3));
        Step announced = wallet.command(
                "g",
                Grant.newBuilder().setAmount(money("5")).setEffectiveAt(later).build());
        assertThat(announced.entries.getFirst().get("status")).isEqualTo("PENDING");
        assertThat(wallet.wallet().available()).isEqualByComparingTo("0");

        assertThat(entries(wallet.advance(later).getFirst())).containsExactly("GRANT 5 T1");
        assertThat(wallet.wallet().available()).isEqualByComparingTo("5");
    }

    @Test
    void shouldCarryWhatRoundingLeavesSoThatMillionsOfEventsAddUp() {
        Price price = Price.newBuilder()
                .setMeter("token")
                .setCurrency("USD")
                .setUnitPrice(new BigDecimal("0.0000004").setScale(18))
                .setEffectiveFrom(START)
                .setVersion(7)
                .build();
        Scenario wallet = new Scenario((meter, walletId, ownerId) -> new Rate(Fields.of(price)));
        wallet.command(
                "open",
                OpenWallet.newBuilder()
                        .setOwnerId("o")
                        .setCurrency("USD")
                        .setSettings(WalletSettings.newBuilder().build())
                        .build());
        for (int i = 0; i < 10; i++) {
            wallet.apply(Fields.of(UsageEvent.newBuilder()
                    .setEventId("u" + i)
                    .setWalletId("w")
                    .setCategory("agent")
                    .setMeter("token")
                    .setOccurredAt(START)
                    .build()));
        }
        assertThat(wallet.wallet().available()).isEqualByComparingTo("-0.000004");
    }

    @Test
    void shouldTakeNothingMoreOnceTerminated() {
        Scenario wallet = Scenario.opened();
        wallet.topUp("a", "10");

        Step terminated = wallet.command("t", TerminateWallet.newBuilder().build());

        assertThat(entries(terminated)).containsExactly("TERMINATION -10 T1");
        assertThat(gate(terminated)).isEqualTo("PAUSED TERMINATED");
        assertThat(wallet.usage("u", "1").code).isEqualTo("WALLET_TERMINATED");
        assertThat(wallet.topUp("b", "1").code).isEqualTo("WALLET_TERMINATED");
    }
}
