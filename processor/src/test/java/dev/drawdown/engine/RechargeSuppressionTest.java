package dev.drawdown.engine;

import static dev.drawdown.engine.WalletFixture.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.engine.Input.DeclineKind;
import dev.drawdown.engine.Input.PaymentStatus;
import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.RechargeRule.Mode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a wallet that is due does not recharge itself, who is told, and when it wakes up. */
final class RechargeSuppressionTest {
    @Test
    void shouldSayOnceThatOneIsUnderWay() {
        WalletFixture wallet = RuleDraft.FIXED.funded();
        accepted(wallet.usage("sms", "90"));

        Decision due = accepted(wallet.usage("sms", "60"));
        assertThat(Signals.alerts(due)).contains("RECHARGE_SUPPRESSED at -50");
        assertThat(Signals.suppressed(due)).isEqualTo("IN_FLIGHT");
        assertThat(Signals.alerts(accepted(wallet.usage("sms", "1")))).isEmpty();
        Decision paid = accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(Signals.requests(paid)).containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @Test
    void shouldCoolDownAndWakeUpByItself() {
        WalletFixture wallet = RuleDraft.FIXED.cooldown(Duration.ofHours(1)).funded();
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        wallet.after(Duration.ofMinutes(20));
        Decision due = accepted(wallet.usage("sms", "50"));
        assertThat(Signals.suppressed(due)).isEqualTo("COOLDOWN");

        assertThat(wallet.after(Duration.ofMinutes(40).minusMillis(1)).tick()).isEmpty();
        List<Decision> woken = wallet.after(Duration.ofMillis(1)).tick();

        assertThat(Signals.requests(woken.getFirst()))
                .containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @Test
    void shouldSleepOnWhenNothingIsDueAnyMore() {
        WalletFixture wallet = RuleDraft.FIXED.cooldown(Duration.ofHours(1)).funded();
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        accepted(wallet.usage("sms", "50"));
        wallet.topUp("100");

        assertThat(wallet.wallet().nextDueMillis()).isEqualTo(Wallet.NEVER);
        assertThat(Signals.suppressed(accepted(wallet.usage("sms", "100")))).isEqualTo("COOLDOWN");
    }

    @Test
    void shouldCountDaysInTheOwnersZone() {
        WalletFixture wallet = WalletFixture.none()
                .at("2026-03-02T12:00:00Z")
                .open(RuleDraft.FIXED.perDay(2).settings(), ZoneId.of("America/New_York"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        accepted(wallet.usage("sms", "50"));
        accepted(wallet.answer("AUTO_RECHARGE/2", PaymentStatus.SUCCEEDED));
        assertThat(Signals.suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("DAILY_CAP");

        assertThat(wallet.at("2026-03-03T04:59:59.999Z").tick()).isEmpty();
        List<Decision> woken = wallet.at("2026-03-03T05:00:00Z").tick();

        assertThat(Signals.requests(woken.getFirst()))
                .containsExactly("AUTO_RECHARGE/3 attempt 1 of 50 DIRECT DEFAULT");
        assertThat(java.util.Objects.requireNonNull(wallet.wallet().payments().recharging())
                        .today())
                .isEqualTo(1);
    }

    @Test
    void shouldNeverRechargeWhereNoneMayBeADay() {
        WalletFixture wallet = RuleDraft.FIXED.perDay(0).funded();

        assertThat(Signals.suppressed(accepted(wallet.usage("sms", "90")))).isEqualTo("DAILY_CAP");
        wallet.after(Duration.ofDays(3));
        assertThat(wallet.tick())
                .hasSize(3)
                .allSatisfy(woken -> assertThat(woken.signals()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"100, 2", "99.99, 1", "149.99, 2", "150, 3", "49.99, 0"})
    void shouldKeepWithinWhatAMonthMayCost(String cap, int recharges) {
        WalletFixture wallet = RuleDraft.FIXED.perMonth(cap).funded();
        accepted(wallet.usage("sms", "90"));
        for (int n = 1; n <= recharges; n++) {
            accepted(wallet.answer("AUTO_RECHARGE/" + n, PaymentStatus.SUCCEEDED));
            accepted(wallet.usage("sms", "50"));
        }

        assertThat(wallet.wallet().payments().count(Purpose.AUTO_RECHARGE)).isEqualTo(recharges);
        assertThat(wallet.wallet().nextDueMillis())
                .isEqualTo(Instant.parse("2026-04-01T00:00:00Z").toEpochMilli());
        List<Decision> woken = wallet.at("2026-04-01T00:00:00Z").tick();
        boolean fits = Money.micros(cap) >= Money.micros("50");
        assertThat(Signals.requests(woken.getFirst())).hasSize(fits ? 1 : 0);
    }

    @Test
    void shouldTellEachReasonOnceUntilTheRuleIsContent() {
        WalletFixture wallet = RuleDraft.FIXED.cooldown(Duration.ofHours(1)).funded();
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));
        assertThat(Signals.suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("COOLDOWN");
        assertThat(Signals.suppressed(accepted(wallet.command(Bodies.freeze()))))
                .isEqualTo("FROZEN");
        assertThat(Signals.suppressed(accepted(wallet.command(Bodies.unfreeze()))))
                .isNull();
        assertThat(Signals.suppressed(accepted(wallet.command(Bodies.freeze()))))
                .isNull();
        wallet.topUp("50");
        assertThat(Signals.suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("FROZEN");
    }

    @Test
    void shouldRechargeWhenUnfrozen() {
        WalletFixture wallet = RuleDraft.FIXED.funded();
        accepted(wallet.command(Bodies.freeze()));
        Decision due = accepted(wallet.usage("sms", "90"));
        assertThat(Signals.suppressed(due)).isEqualTo("FROZEN");
        assertThat(Signals.requests(due)).isEmpty();

        assertThat(Signals.requests(accepted(wallet.command(Bodies.unfreeze()))))
                .hasSize(1);
    }

    private WalletFixture failedForGood() {
        WalletFixture wallet = RuleDraft.FIXED.funded();
        accepted(wallet.usage("sms", "90"));
        wallet.declined("AUTO_RECHARGE/1", 1, DeclineKind.HARD);
        Decision last = wallet.declined("AUTO_RECHARGE/1", 2, DeclineKind.HARD);
        assertThat(Signals.all(last))
                .containsExactly("PAYMENT_FAILED at 10", "RECHARGE_SUPPRESSED at 10", "GATE PAUSED PAYMENT_FAILED");
        assertThat(Signals.suppressed(last)).isEqualTo("SWITCHED_OFF");
        assertThat(wallet.pending()).isEqualTo("0");
        return wallet;
    }

    @Test
    void shouldStayOffAfterAFailureUntilAMethodChanges() {
        WalletFixture wallet = failedForGood();
        assertThat(accepted(wallet.usage("sms", "1")).signals()).isEmpty();

        Decision changed = accepted(wallet.send(new Input.MethodsChanged("w1", wallet.now())));

        assertThat(Signals.all(changed))
                .containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT", "GATE OPEN FUNDED");
    }

    @Test
    void shouldStayOffAfterAFailureUntilAPersonTurnsItOn() {
        WalletFixture wallet = failedForGood();
        assertThat(accepted(wallet.command(new Input.ConfigureWallet(null, null, "renamed", null, null)))
                        .signals())
                .isEmpty();
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings().recharge(RuleDraft.FIXED.rule(false)))));
        accepted(wallet.command(Bodies.configure(SettingsDraft.settings())));

        Decision on = accepted(wallet.command(Bodies.configure(RuleDraft.FIXED.settings())));

        assertThat(Signals.requests(on)).containsExactly("AUTO_RECHARGE/2 attempt 1 of 50 DIRECT DEFAULT");
    }

    @Test
    void shouldStayOffThoughAnotherPaymentSucceeds() {
        WalletFixture wallet = failedForGood();
        accepted(wallet.command(Bodies.topUp("5", Collect.CARD)));

        Decision paid = accepted(wallet.answer("TOP_UP/1", PaymentStatus.SUCCEEDED));

        assertThat(Signals.all(paid)).containsExactly("GATE OPEN FUNDED");
    }

    @Test
    void shouldStopWhenItsInvoiceIsVoided() {
        WalletFixture wallet = RuleDraft.FIXED.byInvoice().funded();
        accepted(wallet.usage("sms", "90"));

        Decision voided = wallet.declined("AUTO_RECHARGE/1", 1, DeclineKind.SOFT);

        assertThat(Ledger.lines(voided)).containsExactly("VOIDED TOP_UP 50 (0) - cash>deferred_revenue");
        assertThat(Signals.alerts(voided)).containsExactly("PAYMENT_FAILED at 10", "RECHARGE_SUPPRESSED at 10");
        assertThat(Signals.suppressed(voided)).isEqualTo("SWITCHED_OFF");
    }

    @Test
    void shouldSurviveACooldownThatNeverEnds() {
        WalletFixture wallet = WalletFixture.openedWith(
                "100",
                new RuleDraft("20", Mode.FIXED, "50", false, Long.MAX_VALUE, null, null, Collect.DIRECT, false)
                        .settings());
        accepted(wallet.usage("sms", "90"));
        accepted(wallet.answer("AUTO_RECHARGE/1", PaymentStatus.SUCCEEDED));

        assertThat(Signals.suppressed(accepted(wallet.usage("sms", "50")))).isEqualTo("COOLDOWN");
    }
}
