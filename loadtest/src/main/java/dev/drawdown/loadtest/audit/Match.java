package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.Predicted;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a record that was found against the one that was predicted. */
final class Match {
    /** What no rule fixes: words for people, ids of the program's own making, and what is checked elsewhere. */
    private static final Map<String, Set<String>> FREE = Map.of(
            "LedgerEntry", Set.of("description", "hash", "prev_hash"),
            "BalanceAlert", Set.of("alert_id", "message", "reason", "threshold", "direction"),
            "DeliveryGate", Set.of("blocked"),
            "CommandOutcome", Set.of("message", "at", "available", "seq"),
            "WalletBalance", Set.of("updated_at"),
            "PaymentRequest", Set.of("description"));

    private Match() {}

    /** The first field that differs, or null. */
    static @Nullable Mismatch firstMismatch(Predicted predicted, Fields found) {
        for (Map.Entry<String, Object> field : predicted.values().entrySet()) {
            Object value = found.get(field.getKey());
            if (!field.getValue().equals(value)) {
                return new Mismatch(field.getKey(), field.getValue(), value);
            }
        }
        Set<String> free = FREE.getOrDefault(found.type(), Set.of());
        String unpredicted = found.firstOf(name -> predicted.get(name) == null && !free.contains(name));
        return unpredicted == null ? null : new Mismatch(unpredicted, null, found.get(unpredicted));
    }

    /** A field that is not as predicted. */
    record Mismatch(
            String field,
            @Nullable Object expected,
            @Nullable Object found) {}
}
