package dev.drawdown.demo.screen;

import dev.drawdown.schemas.BalanceAlert;
import java.util.Locale;

/** Says in words what the records say in codes. */
final class Words {
    private Words() {}

    static String gate(String state, String reason) {
        String why = switch (reason) {
            case "BALANCE_AT_FLOOR" -> "the money is used up";
            case "FROZEN" -> "frozen by hand";
            case "TERMINATED" -> "closed for good";
            default -> plain(reason);
        };
        return switch (state) {
            case "OPEN" -> "deliveries go on";
            case "GRACE" -> "deliveries go on unpaid: " + why;
            case "PAUSED" -> "deliveries paused: " + why;
            default -> plain(state) + ": " + why;
        };
    }

    static String alert(BalanceAlert alert) {
        String balance = Money.cents(Money.micros(alert.getBalance())) + " " + alert.getCurrency();
        return switch (alert.getKind()) {
            case "BALANCE_LEVEL" -> {
                boolean better = rank(alert.getToLevel()) < rank(alert.getFromLevel());
                yield (better ? "back to " : "now ") + plain(alert.getToLevel()) + ", " + balance + " available";
            }
            case "DEPLETED" -> "used up, " + balance + " available";
            default -> alert.getMessage();
        };
    }

    private static int rank(String level) {
        return switch (level) {
            case "INFO" -> 1;
            case "WARNING" -> 2;
            case "IN_ALARM" -> 3;
            case null, default -> 0;
        };
    }

    private static String plain(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
