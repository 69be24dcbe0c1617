package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.engine.WalletSettings;
import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.RechargeRule;
import dev.drawdown.engine.WalletSettings.Threshold;
import org.jspecify.annotations.Nullable;

/** A wallet's settings as the API shows and takes them: the fields of the wire record. */
final class SettingsJson {
    private SettingsJson() {}

    static ObjectNode of(WalletSettings settings) {
        ObjectNode json = Json.object();
        WalletJson.scope(json, settings.scope());
        json.put("priority", settings.priority());
        json.put("billing_mode", settings.billingMode().name());
        json.put("on_payment_failure", settings.onPaymentFailure().name());
        json.put("pause_at_first_failure", settings.pauseAtFirstFailure());
        json.put("floor", WalletJson.money(settings.floorMicros()));
        json.put("rearm_margin", WalletJson.money(settings.rearmMarginMicros()));
        json.put("terms_days", settings.termsDays());
        json.set("alerts", alerts(settings.alerts()));
        json.set("auto_recharge", recharge(settings.autoRecharge()));
        ArrayNode budgets = json.putArray("budgets");
        for (WalletSettings.Budget budget : settings.budgets()) {
            budgets.addObject()
                    .put("app_id", budget.appId())
                    .put("category", budget.category())
                    .put("monthly", WalletJson.money(budget.monthlyMicros()))
                    .put("on_reached", budget.onReached().name());
        }
        return json;
    }

    private static JsonNode alerts(@Nullable AlertRules rules) {
        if (rules == null) {
            return NullNode.getInstance();
        }
        ObjectNode json = Json.object();
        json.set("info", threshold(rules.info()));
        json.set("warning", threshold(rules.warning()));
        json.set("in_alarm", threshold(rules.inAlarm()));
        json.put("margin", WalletJson.money(rules.marginMicros()));
        json.put("time_to_empty_hours", rules.timeToEmptyHours());
        return json;
    }

    private static JsonNode threshold(@Nullable Threshold threshold) {
        return threshold == null
                ? NullNode.getInstance()
                : Json.object()
                        .put("value", WalletJson.money(threshold.valueMicros()))
                        .put("direction", threshold.direction().name());
    }

    private static JsonNode recharge(@Nullable RechargeRule rule) {
        if (rule == null) {
            return NullNode.getInstance();
        }
        ObjectNode json = Json.object();
        json.put("enabled", rule.enabled());
        json.put("threshold", WalletJson.money(rule.thresholdMicros()));
        json.put("mode", rule.mode().name());
        json.put("amount", WalletJson.moneyOrNull(rule.amountMicros()));
        json.put("target", WalletJson.moneyOrNull(rule.targetMicros()));
        json.put("whole_gap", rule.wholeGap());
        json.put("cooldown_seconds", rule.cooldownSeconds());
        json.put("max_per_day", rule.maxPerDay());
        json.put("monthly_cap", WalletJson.moneyOrNull(rule.monthlyCapMicros()));
        json.put("collect", rule.collect().name());
        json.put("auto_complete", rule.autoComplete());
        return json;
    }
}
