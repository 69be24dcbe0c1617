package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which settings of a wallet make sense. */
final class Settings {
    private static final List<String> LEVELS = List.of("info", "warning", "in_alarm");

    private Settings() {}

    static @Nullable String refuse(Fields settings) {
        Fields alerts = settings.record("alerts");
        boolean ordered = alerts == null || (falling(values(alerts, "BELOW")) && rising(values(alerts, "ABOVE")));
        return ordered ? null : "INVALID_SETTINGS";
    }

    private static List<BigDecimal> values(Fields alerts, String direction) {
        List<BigDecimal> values = new ArrayList<>();
        for (String level : LEVELS) {
            Fields threshold = alerts.record(level);
            if (threshold != null && threshold.textOr("direction", "").equals(direction)) {
                values.add(threshold.moneyOr("value", Money.ZERO));
            }
        }
        return values;
    }

    private static boolean falling(List<BigDecimal> values) {
        return rising(values.reversed());
    }

    private static boolean rising(List<BigDecimal> values) {
        for (int i = 1; i < values.size(); i++) {
            if (Money.atMost(values.get(i), values.get(i - 1))) {
                return false;
            }
        }
        return true;
    }
}
