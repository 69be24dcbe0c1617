package dev.drawdown.topology.state;

import dev.drawdown.engine.Scope;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.Budget;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.Threshold;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of a wallet's settings and of scopes. */
final class SettingsCodec {
    private static final Scope.Charges[] CHARGES = Scope.Charges.values();
    private static final WalletSettings.BillingMode[] BILLING_MODES = WalletSettings.BillingMode.values();
    private static final WalletSettings.OnPaymentFailure[] ON_FAILURE = WalletSettings.OnPaymentFailure.values();
    private static final WalletSettings.Direction[] DIRECTIONS = WalletSettings.Direction.values();
    private static final WalletSettings.Collect[] COLLECTS = WalletSettings.Collect.values();
    private static final RechargeRule.Mode[] RECHARGE_MODES = RechargeRule.Mode.values();
    private static final Budget.OnReached[] ON_REACHED = Budget.OnReached.values();

    private SettingsCodec() {}

    static void write(StateWriter out, WalletSettings settings) {
        writeScope(out, settings.scope());
        out.writeNumber(settings.priority()).writeOneOf(settings.billingMode());
        out.writeOneOf(settings.onPaymentFailure()).writeBoolean(settings.pauseAtFirstFailure());
        out.writeNumber(settings.floorMicros()).writeNumber(settings.rearmMarginMicros());
        out.writeNumber(settings.termsDays());
        writeAlerts(out, settings.alerts());
        writeRecharge(out, settings.autoRecharge());
        out.writeCount(settings.budgets().size());
        for (Budget budget : settings.budgets()) {
            out.writeTextOrNull(budget.appId()).writeTextOrNull(budget.category());
            out.writeNumber(budget.monthlyMicros()).writeOneOf(budget.onReached());
        }
    }

    static WalletSettings read(StateReader in) {
        return new WalletSettings(
                readScope(in),
                in.readInt(),
                in.readOneOf(BILLING_MODES),
                in.readOneOf(ON_FAILURE),
                in.readBoolean(),
                in.readNumber(),
                in.readNumber(),
                in.readInt(),
                readAlerts(in),
                readRecharge(in),
                readBudgets(in));
    }

    static void writeScope(StateWriter out, Scope scope) {
        out.writeOneOf(scope.charges());
        List<String> categories = scope.categories();
        out.writeCount(categories.size());
        for (String category : categories) {
            out.writeText(category);
        }
    }

    static Scope readScope(StateReader in) {
        Scope.Charges charges = in.readOneOf(CHARGES);
        int count = in.readSize();
        if (count == 0) {
            return switch (charges) {
                case ALL -> Scope.ALL;
                case USAGE -> Scope.USAGE_ONLY;
                case FIXED -> new Scope(charges, List.of());
            };
        }
        List<String> categories = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            categories.add(in.readText());
        }
        return new Scope(charges, categories);
    }

    private static void writeAlerts(StateWriter out, @Nullable AlertRules alerts) {
        out.writeBoolean(alerts != null);
        if (alerts == null) {
            return;
        }
        writeThreshold(out, alerts.info());
        writeThreshold(out, alerts.warning());
        writeThreshold(out, alerts.inAlarm());
        out.writeNumber(alerts.marginMicros());
        writeIntOrNull(out, alerts.timeToEmptyHours());
    }

    private static @Nullable AlertRules readAlerts(StateReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        return new AlertRules(
                readThreshold(in), readThreshold(in), readThreshold(in), in.readNumber(), readIntOrNull(in));
    }

    private static void writeThreshold(StateWriter out, @Nullable Threshold threshold) {
        out.writeBoolean(threshold != null);
        if (threshold != null) {
            out.writeNumber(threshold.valueMicros()).writeOneOf(threshold.direction());
        }
    }

    private static @Nullable Threshold readThreshold(StateReader in) {
        return in.readBoolean() ? new Threshold(in.readNumber(), in.readOneOf(DIRECTIONS)) : null;
    }

    private static void writeRecharge(StateWriter out, @Nullable RechargeRule rule) {
        out.writeBoolean(rule != null);
        if (rule == null) {
            return;
        }
        out.writeBoolean(rule.enabled()).writeNumber(rule.thresholdMicros());
        out.writeOneOf(rule.mode());
        out.writeNumberOrNull(rule.amountMicros()).writeNumberOrNull(rule.targetMicros());
        out.writeBoolean(rule.wholeGap()).writeNumber(rule.cooldownSeconds());
        writeIntOrNull(out, rule.maxPerDay());
        out.writeNumberOrNull(rule.monthlyCapMicros());
        out.writeOneOf(rule.collect()).writeBoolean(rule.autoComplete());
    }

    private static @Nullable RechargeRule readRecharge(StateReader in) {
        if (!in.readBoolean()) {
            return null;
        }
        return new RechargeRule(
                in.readBoolean(),
                in.readNumber(),
                in.readOneOf(RECHARGE_MODES),
                in.readNumberOrNull(),
                in.readNumberOrNull(),
                in.readBoolean(),
                in.readNumber(),
                readIntOrNull(in),
                in.readNumberOrNull(),
                in.readOneOf(COLLECTS),
                in.readBoolean());
    }

    private static List<Budget> readBudgets(StateReader in) {
        int count = in.readSize();
        if (count == 0) {
            return List.of();
        }
        List<Budget> budgets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            budgets.add(
                    new Budget(in.readTextOrNull(), in.readTextOrNull(), in.readNumber(), in.readOneOf(ON_REACHED)));
        }
        return budgets;
    }

    private static void writeIntOrNull(StateWriter out, @Nullable Integer value) {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeNumber(value);
        }
    }

    private static @Nullable Integer readIntOrNull(StateReader in) {
        return in.readBoolean() ? in.readInt() : null;
    }
}
