package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.views.Explanation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * Says why an input had the effect that it had, as far as the topics tell it. What they do not tell (the priorities and expiry
 * dates that the tranches had at that moment, rules that looked and found nothing) is not made up.
 */
final class ExplainJson {
    private static final Set<String> CHARGES = Set.of(
            "USAGE", "FIXED_CHARGE", "LEAD_DELIVERY", "HOLD_CAPTURE", "INVOICE_PAYMENT", "SHORTFALL", "CARD_CHARGE");
    private static final String SHORTFALL = "SHORTFALL";
    private static final String HELD = "HOLD_CAPTURE";

    private static final String ORDER =
            "Of the tranches that were effective, unexpired, not held, and whose scope covers the charge: lowest"
                    + " priority number first, then soonest expiry, then pool (PLAN, PURCHASED, PROMOTIONAL), then age."
                    + " The next one pays only what those before it could not.";
    private static final String HOLD_ORDER = "The hold's own slices first, in the order in which they were reserved.";
    private static final String NOT_TOLD =
            "The ledger records the order and the amounts, not the priority and expiry date"
                    + " that each tranche had at that moment.";

    private ExplainJson() {}

    static ObjectNode of(Explanation explanation) {
        ObjectNode json = Json.object();
        List<LedgerEntry> entries = explanation.entries();
        if (!entries.isEmpty()) {
            LedgerEntry first = entries.getFirst();
            json.putObject("input")
                    .put("source_topic", first.getSourceTopic())
                    .put("source_partition", first.getSourcePartition())
                    .put("source_offset", first.getSourceOffset())
                    .put("occurred_at", first.getOccurredAt().toString())
                    .put("recorded_at", first.getRecordedAt().toString());
            json.put("config_version", first.getConfigVersion());
            json.set("price", price(first));
            json.set("charge", charge(entries));
        }
        ArrayNode rules = json.putArray("rules");
        explanation.alerts().forEach(alert -> rules.add(rule(alert)));
        explanation.requests().forEach(request -> rules.add(rule(request)));
        ArrayNode outcomes = json.putArray("outcomes");
        explanation.outcomes().forEach(outcome -> outcomes.add(RecordJson.of(outcome)));
        ArrayNode ledger = json.putArray("entries");
        entries.forEach(entry -> ledger.add(RecordJson.of(entry)));
        return json;
    }

    private static ObjectNode price(LedgerEntry first) {
        ObjectNode price = RecordJson.some(first, "meter", "quantity", "unit_price", "price_version");
        String source = first.getUnitPrice() != null
                ? "CATALOG"
                : CHARGES.contains(first.getReason()) ? "RATED_BY_PRODUCER" : "NONE";
        return price.put("source", source);
    }

    /** Who paid, in the order in which they paid. */
    private static ObjectNode charge(List<LedgerEntry> entries) {
        ObjectNode charge = Json.object();
        BigDecimal amount = BigDecimal.ZERO.setScale(6);
        BigDecimal shortfall = amount;
        BigDecimal recognized = amount;
        boolean isHeld = false;
        ArrayNode paidBy = Json.array();
        for (LedgerEntry entry : entries) {
            if (!CHARGES.contains(entry.getReason())) {
                continue;
            }
            amount = amount.add(entry.getAmount());
            recognized = recognized.add(entry.getRecognizedRevenue());
            isHeld |= HELD.equals(entry.getReason());
            if (SHORTFALL.equals(entry.getReason())) {
                shortfall = shortfall.add(entry.getAmount());
            } else if (entry.getTrancheId() != null) {
                paidBy.add(RecordJson.some(entry, "tranche_id", "pool", "amount", "reason", "seq"));
            }
        }
        charge.put("amount", amount.toPlainString());
        charge.put("recognized_revenue", recognized.toPlainString());
        charge.set("paid_by", paidBy);
        charge.put("shortfall", shortfall.toPlainString());
        if (!paidBy.isEmpty()) {
            charge.put("order", isHeld ? HOLD_ORDER + " " + ORDER : ORDER);
            charge.put("order_not_told", NOT_TOLD);
        }
        if (shortfall.signum() > 0) {
            charge.put("shortfall_because", "No other credit was usable for it at that moment; it is owed.");
        }
        return charge;
    }

    private static ObjectNode rule(BalanceAlert alert) {
        boolean isSuppressed = "RECHARGE_SUPPRESSED".equals(alert.getKind());
        ObjectNode json = Json.object()
                .put("rule", isSuppressed ? "AUTO_RECHARGE" : alert.getKind())
                .put("result", isSuppressed ? "SUPPRESSED" : "FIRED");
        json.setAll(RecordJson.some(
                alert, "reason", "message", "from_level", "to_level", "threshold", "direction", "balance", "at"));
        return json.put("alert_id", alert.getAlertId());
    }

    private static ObjectNode rule(PaymentRequest request) {
        ObjectNode json = Json.object().put("rule", request.getPurpose()).put("result", "FIRED");
        json.setAll(RecordJson.some(
                request, "amount", "attempt", "method", "mode", "balance_at_trigger", "threshold", "requested_at"));
        return json.put("request_id", request.getRequestId());
    }
}
