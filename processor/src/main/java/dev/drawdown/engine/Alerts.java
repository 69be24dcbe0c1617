package dev.drawdown.engine;

import dev.drawdown.engine.Signal.Alert;
import dev.drawdown.engine.WalletSettings.Threshold;
import dev.drawdown.engine.rules.LevelRule;
import org.jspecify.annotations.Nullable;

/** Words for what the rules have found. */
final class Alerts {
    private Alerts() {}

    static Alert level(Draft draft, @Nullable Level from, Level to) {
        WalletSettings.AlertRules rules = draft.settings().alerts();
        Threshold threshold = rules == null ? null : LevelRule.threshold(rules, to);
        String balance = Amounts.readable(draft.available(), draft.currency());
        String message = threshold == null
                ? "The balance is " + balance + " and in order again."
                : "The balance is " + balance + ", at or "
                        + (threshold.direction() == WalletSettings.Direction.BELOW ? "below" : "above") + " the "
                        + word(to) + " threshold of "
                        + Amounts.readable(threshold.valueMicros(), draft.currency()) + ".";
        return new Alert(
                Alert.Kind.BALANCE_LEVEL,
                from,
                to,
                threshold == null ? null : threshold.valueMicros(),
                threshold == null ? null : threshold.direction(),
                draft.available(),
                null,
                message);
    }

    static Alert depleted(Draft draft) {
        return plain(
                draft,
                Alert.Kind.DEPLETED,
                draft.settings().floorMicros(),
                null,
                "The balance is used up: " + Amounts.readable(draft.available(), draft.currency())
                        + " available. Add funds to go on.");
    }

    static Alert timeToEmpty(Draft draft, int hours) {
        return plain(
                draft,
                Alert.Kind.TIME_TO_EMPTY,
                null,
                null,
                "At the rate of the last hour the balance of "
                        + Amounts.readable(draft.available(), draft.currency()) + " lasts less than " + hours
                        + " hours.");
    }

    static Alert expiring(Draft draft, Tranche tranche) {
        return plain(
                draft,
                Alert.Kind.EXPIRING,
                null,
                tranche.id(),
                Amounts.readable(tranche.freeMicros(), draft.currency()) + " of credit in " + tranche.id()
                        + " expires at "
                        + java.time.Instant.ofEpochMilli(tranche.expiresAtMillis())
                                .atZone(draft.zone()) + ".");
    }

    private static Alert plain(
            Draft draft, Alert.Kind kind, @Nullable Long threshold, @Nullable String reason, String message) {
        return new Alert(kind, null, null, threshold, null, draft.available(), reason, message);
    }

    private static String word(Level level) {
        return switch (level) {
            case OK -> "ok";
            case INFO -> "info";
            case WARNING -> "warning";
            case IN_ALARM -> "alarm";
        };
    }
}
