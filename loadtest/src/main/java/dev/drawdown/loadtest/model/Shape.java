package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is wrong with an input whatever the state of its wallet. */
final class Shape {
    private Shape() {}

    static @Nullable String refuse(ModelInput input, @Nullable String key) {
        if (!input.walletId().equals(key)) {
            return "KEY_MISMATCH";
        }
        if (input.id().isEmpty()) {
            return "NO_ID";
        }
        return input.isCommand() ? refuseCommand(input.body()) : refuseEvent(input.record());
    }

    private static @Nullable String refuseEvent(Fields event) {
        if (negative(event, "amount") || negative(event, "price") || negative(event, "quantity")) {
            return "NEGATIVE_AMOUNT";
        }
        boolean wellFormed = event.type().equals("UsageEvent") ? wellFormedUsage(event) : wellFormedLead(event);
        return wellFormed ? null : "MALFORMED";
    }

    private static boolean wellFormedUsage(Fields event) {
        boolean priced = event.has("amount") || event.has("meter");
        return priced && isChargeType(event.textOr("charge_type", "USAGE"));
    }

    private static boolean wellFormedLead(Fields event) {
        String kind = event.textOr("kind", "");
        return (kind.equals("DELIVERED") || kind.equals("RETURNED"))
                && !event.textOr("lead_id", "").isEmpty();
    }

    private static boolean isChargeType(String chargeType) {
        return chargeType.equals("USAGE") || chargeType.equals("FIXED");
    }

    private static @Nullable String refuseCommand(Fields body) {
        boolean signed = body.type().equals("Adjust");
        if ((!signed && negative(body, "amount")) || negative(body, "free_amount")) {
            return "NEGATIVE_AMOUNT";
        }
        Fields topUp = body.record("top_up");
        if (topUp != null && (negative(topUp, "amount") || negative(topUp, "free_amount"))) {
            return "NEGATIVE_AMOUNT";
        }
        return null;
    }

    private static boolean negative(Fields record, String field) {
        BigDecimal amount = record.money(field);
        return amount != null && amount.signum() < 0;
    }
}
