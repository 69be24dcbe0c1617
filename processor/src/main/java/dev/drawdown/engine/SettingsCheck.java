package dev.drawdown.engine;

import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.Budget;
import dev.drawdown.engine.WalletSettings.Direction;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.Threshold;
import org.jspecify.annotations.Nullable;

/** Refuses settings that contradict themselves, by name and with what to change. */
final class SettingsCheck {
    private SettingsCheck() {}

    static @Nullable Refusal refuse(WalletSettings settings, String currency) {
        if (settings.rearmMarginMicros() < 0) {
            return invalid("Expected rearm_margin to be 0 or more, but it is negative.");
        }
        if (settings.termsDays() < 0) {
            return invalid("Expected terms_days to be 0 or more, but it is negative.");
        }
        Refusal refusal = settings.alerts() == null ? null : refuseAlerts(settings.alerts());
        if (refusal == null && settings.autoRecharge() != null) {
            refusal = refuseRecharge(settings.autoRecharge(), currency);
        }
        for (Budget budget : settings.budgets()) {
            if (refusal == null && budget.monthlyMicros() < 0) {
                refusal = invalid("Expected a budget's monthly to be 0 or more, but it is negative.");
            }
        }
        return refusal;
    }

    private static @Nullable Refusal refuseAlerts(AlertRules alerts) {
        if (alerts.marginMicros() < 0) {
            return invalid("Expected alerts.margin to be 0 or more, but it is negative.");
        }
        if (alerts.timeToEmptyHours() != null && alerts.timeToEmptyHours() < 1) {
            return invalid("Expected alerts.time_to_empty_hours to be 1 or more, but it is less.");
        }
        if (areDisordered(alerts.info(), alerts.warning())
                || areDisordered(alerts.warning(), alerts.inAlarm())
                || areDisordered(alerts.info(), alerts.inAlarm())) {
            return invalid(
                    "Expected the alert thresholds in order of severity (BELOW: info above warning above in_alarm;"
                            + " ABOVE: the other way round), but they are not.");
        }
        return null;
    }

    private static boolean areDisordered(@Nullable Threshold milder, @Nullable Threshold graver) {
        if (milder == null || graver == null || milder.direction() != graver.direction()) {
            return false;
        }
        return milder.direction() == Direction.BELOW
                ? milder.valueMicros() <= graver.valueMicros()
                : milder.valueMicros() >= graver.valueMicros();
    }

    private static @Nullable Refusal refuseRecharge(RechargeRule rule, String currency) {
        Long amount = rule.amountMicros();
        Long target = rule.targetMicros();
        boolean complete = switch (rule.mode()) {
            case FIXED -> amount != null && amount > 0;
            case TARGET -> target != null && target > rule.thresholdMicros();
        };
        if (!complete) {
            return invalid("Expected auto_recharge to have an amount above 0 (FIXED) or a target above its threshold"
                    + " (TARGET), but it has not.");
        }
        long least = MinorUnits.minimumMicros(currency);
        if (rule.mode() == RechargeRule.Mode.FIXED && amount != null && amount < least) {
            return invalid("Expected auto_recharge.amount to be at least " + Amounts.readable(least, currency)
                    + ", the least that a payment can be, but it is " + Amounts.readable(amount, currency) + ".");
        }
        boolean negative = rule.cooldownSeconds() < 0
                || (rule.maxPerDay() != null && rule.maxPerDay() < 0)
                || (rule.monthlyCapMicros() != null && rule.monthlyCapMicros() < 0);
        return negative
                ? invalid("Expected cooldown_seconds, max_per_day and monthly_cap of auto_recharge to be 0 or more,"
                        + " but one is negative.")
                : null;
    }

    private static Refusal invalid(String message) {
        return new Refusal(Outcome.INVALID_SETTINGS, message);
    }
}
