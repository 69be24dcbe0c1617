package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.Collect;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.RechargeRule.Mode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A recharge rule in the making: below 20, 50 by card. */
record RuleDraft(
        String threshold,
        Mode mode,
        String amount,
        boolean wholeGap,
        long cooldownSeconds,
        @Nullable Integer perDay,
        @Nullable String perMonth,
        Collect collect,
        boolean autoComplete) {
    static final RuleDraft FIXED = new RuleDraft("20", Mode.FIXED, "50", false, 0, null, null, Collect.DIRECT, false);

    RuleDraft target(String target) {
        return new RuleDraft(threshold, Mode.TARGET, target, false, 0, null, null, collect, autoComplete);
    }

    RuleDraft wholeGap(String multipleOf) {
        return new RuleDraft(threshold, mode, multipleOf, true, 0, null, null, collect, autoComplete);
    }

    RuleDraft cooldown(Duration pause) {
        return new RuleDraft(
                threshold, mode, amount, wholeGap, pause.toSeconds(), perDay, perMonth, collect, autoComplete);
    }

    RuleDraft perDay(int most) {
        return new RuleDraft(threshold, mode, amount, wholeGap, cooldownSeconds, most, perMonth, collect, autoComplete);
    }

    RuleDraft perMonth(String most) {
        return new RuleDraft(threshold, mode, amount, wholeGap, cooldownSeconds, perDay, most, collect, autoComplete);
    }

    RuleDraft byInvoice() {
        return new RuleDraft(
                threshold, mode, amount, wholeGap, cooldownSeconds, perDay, perMonth, Collect.INVOICE, autoComplete);
    }

    RuleDraft inAdvance() {
        return new RuleDraft(threshold, mode, amount, wholeGap, cooldownSeconds, perDay, perMonth, collect, true);
    }

    /** A wallet with 100 and this rule. */
    WalletFixture funded() {
        return WalletFixture.openedWith("100", settings());
    }

    SettingsDraft settings() {
        return SettingsDraft.settings().recharge(rule(true));
    }

    RechargeRule rule(boolean enabled) {
        long micros = Money.micros(amount);
        return new RechargeRule(
                enabled,
                Money.micros(threshold),
                mode,
                mode == Mode.FIXED ? micros : null,
                mode == Mode.TARGET ? micros : null,
                wholeGap,
                cooldownSeconds,
                perDay,
                perMonth == null ? null : Money.micros(perMonth),
                collect,
                autoComplete);
    }
}
