package dev.drawdown.topology;

import static dev.drawdown.topology.Fields.micros;
import static dev.drawdown.topology.Fields.microsOrNull;
import static dev.drawdown.topology.Fields.oneOf;

import dev.drawdown.engine.Outcome;
import dev.drawdown.engine.Scope;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.AutoRecharge;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wallet's settings from the wire; whether they make sense together is the engine's to say. */
final class SettingsReader {
    private static final Outcome REFUSAL = Outcome.INVALID_SETTINGS;
    private static final Scope.Charges[] CHARGES = Scope.Charges.values();
    private static final WalletSettings.Collect[] RECHARGE_COLLECTS = {
        WalletSettings.Collect.DIRECT, WalletSettings.Collect.INVOICE
    };

    private SettingsReader() {}

    static WalletSettings read(dev.drawdown.schemas.WalletSettings wire) throws UnacceptableException {
        return new WalletSettings(
                new Scope(oneOf(REFUSAL, "charge_scope", wire.getChargeScope(), CHARGES), wire.getCategories()),
                wire.getPriority(),
                oneOf(REFUSAL, "billing_mode", wire.getBillingMode(), WalletSettings.BillingMode.values()),
                oneOf(
                        REFUSAL,
                        "on_payment_failure",
                        wire.getOnPaymentFailure(),
                        WalletSettings.OnPaymentFailure.values()),
                wire.getPauseAtFirstFailure(),
                micros("floor", wire.getFloor()),
                micros("rearm_margin", wire.getRearmMargin()),
                wire.getTermsDays(),
                alerts(wire.getAlerts()),
                recharge(wire.getAutoRecharge()),
                budgets(wire.getBudgets()));
    }

    static @Nullable Scope scope(dev.drawdown.schemas.@Nullable Scope wire) throws UnacceptableException {
        return wire == null
                ? null
                : new Scope(
                        oneOf(Outcome.MALFORMED, "charge_scope", wire.getChargeScope(), CHARGES), wire.getCategories());
    }

    private static WalletSettings.@Nullable AlertRules alerts(@Nullable AlertRules wire) throws UnacceptableException {
        return wire == null
                ? null
                : new WalletSettings.AlertRules(
                        threshold("info", wire.getInfo()),
                        threshold("warning", wire.getWarning()),
                        threshold("in_alarm", wire.getInAlarm()),
                        micros("margin", wire.getMargin()),
                        wire.getTimeToEmptyHours());
    }

    private static WalletSettings.@Nullable Threshold threshold(String name, @Nullable AlertThreshold wire)
            throws UnacceptableException {
        return wire == null
                ? null
                : new WalletSettings.Threshold(
                        micros(name, wire.getValue()),
                        oneOf(REFUSAL, name + ".direction", wire.getDirection(), WalletSettings.Direction.values()));
    }

    private static WalletSettings.@Nullable RechargeRule recharge(@Nullable AutoRecharge wire)
            throws UnacceptableException {
        return wire == null
                ? null
                : new WalletSettings.RechargeRule(
                        wire.getEnabled(),
                        micros("auto_recharge.threshold", wire.getThreshold()),
                        oneOf(REFUSAL, "auto_recharge.mode", wire.getMode(), WalletSettings.RechargeRule.Mode.values()),
                        microsOrNull("auto_recharge.amount", wire.getAmount()),
                        microsOrNull("auto_recharge.target", wire.getTarget()),
                        wire.getWholeGap(),
                        wire.getCooldownSeconds(),
                        wire.getMaxPerDay(),
                        microsOrNull("auto_recharge.monthly_cap", wire.getMonthlyCap()),
                        oneOf(REFUSAL, "auto_recharge.collect", wire.getCollect(), RECHARGE_COLLECTS),
                        wire.getAutoComplete());
    }

    private static List<WalletSettings.Budget> budgets(List<dev.drawdown.schemas.Budget> wire)
            throws UnacceptableException {
        List<WalletSettings.Budget> budgets = new ArrayList<>(wire.size());
        for (dev.drawdown.schemas.Budget budget : wire) {
            budgets.add(new WalletSettings.Budget(
                    budget.getAppId(),
                    budget.getCategory(),
                    micros("budgets.monthly", budget.getMonthly()),
                    oneOf(
                            REFUSAL,
                            "budgets.on_reached",
                            budget.getOnReached(),
                            WalletSettings.Budget.OnReached.values())));
        }
        return budgets;
    }
}
