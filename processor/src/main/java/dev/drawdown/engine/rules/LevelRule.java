package dev.drawdown.engine.rules;

import dev.drawdown.engine.Level;
import dev.drawdown.engine.WalletSettings.AlertRules;
import dev.drawdown.engine.WalletSettings.Direction;
import dev.drawdown.engine.WalletSettings.Threshold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a balance stands against its thresholds: the most severe level met. A level is left only by the margin, so that a
 * balance that hovers around a threshold does not alert again and again.
 */
public final class LevelRule {
    private static final List<Level> BY_SEVERITY = List.of(Level.IN_ALARM, Level.WARNING, Level.INFO);

    private LevelRule() {}

    /** The level after a decision; {@code before} is null at the first look. */
    public static Level after(@Nullable Level before, @Nullable AlertRules rules, long available) {
        if (rules == null) {
            return Level.OK;
        }
        for (int at = 0; at < BY_SEVERITY.size(); at++) {
            Level level = BY_SEVERITY.get(at);
            Threshold threshold = threshold(rules, level);
            if (threshold != null
                    && (isMet(threshold, available)
                            || (wasMet(before, level, rules) && !isLeft(threshold, rules.marginMicros(), available)))) {
                return level;
            }
        }
        return Level.OK;
    }

    /** The threshold of a level, where one is set. */
    public static @Nullable Threshold threshold(AlertRules rules, Level level) {
        return switch (level) {
            case OK -> null;
            case INFO -> rules.info();
            case WARNING -> rules.warning();
            case IN_ALARM -> rules.inAlarm();
        };
    }

    /** A wallet at a level has met every milder one that looks in the same direction. */
    private static boolean wasMet(@Nullable Level before, Level level, AlertRules rules) {
        if (before == null || level.compareTo(before) > 0) {
            return false;
        }
        Threshold reached = threshold(rules, before);
        Threshold milder = threshold(rules, level);
        return reached != null && milder != null && reached.direction() == milder.direction();
    }

    private static boolean isMet(Threshold threshold, long available) {
        return threshold.direction() == Direction.BELOW
                ? available <= threshold.valueMicros()
                : available >= threshold.valueMicros();
    }

    private static boolean isLeft(Threshold threshold, long margin, long available) {
        return threshold.direction() == Direction.BELOW
                ? available - margin >= threshold.valueMicros()
                : available + margin <= threshold.valueMicros();
    }
}
