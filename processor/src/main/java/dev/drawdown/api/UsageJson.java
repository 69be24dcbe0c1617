package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.views.Facet;
import dev.drawdown.views.UsageSummary;
import dev.drawdown.views.UsageTotals;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was used, as JSON. */
final class UsageJson {
    private static final String LEAD = "lead";
    private static final int COST_SCALE = 6;

    private UsageJson() {}

    /** Adds all that a summary says to an object. */
    static void addTo(ObjectNode json, UsageSummary usage) {
        json.set("total", totals(Json.object(), usage.total(), false));
        by(json.putArray("categories"), usage, "category", Facet::category, true);
        by(json.putArray("apps"), usage, "app_id", Facet::appId, false);
        ArrayNode lines = json.putArray("lines");
        usage.byFacet().forEach((facet, totals) -> {
            ObjectNode line = lines.addObject()
                    .put("category", facet.category())
                    .put("app_id", facet.appId())
                    .put("channel", facet.channel());
            totals(line, totals, true);
        });
        json.set("leads", leads(usage.ofCategory(LEAD)));
    }

    /** Reads the lines of what another instance says. */
    static UsageSummary read(JsonNode lines) {
        Map<Facet, UsageTotals> byFacet = new HashMap<>();
        for (JsonNode line : lines) {
            Facet facet = new Facet(text(line, "category"), text(line, "app_id"), text(line, "channel"));
            UsageTotals totals = new UsageTotals(
                    line.path("count").asLong(),
                    line.path("returned").asLong(),
                    new BigDecimal(line.path("quantity").asText()),
                    Money.micros(new BigDecimal(line.path("charged").asText())),
                    Money.micros(new BigDecimal(line.path("given_back").asText())));
            byFacet.put(facet, totals);
        }
        return new UsageSummary(byFacet);
    }

    private static @Nullable String text(JsonNode line, String name) {
        JsonNode value = line.path(name);
        return value.isTextual() ? value.asText() : null;
    }

    private static void by(
            ArrayNode array,
            UsageSummary usage,
            String name,
            Function<Facet, @Nullable String> side,
            boolean hasQuantity) {
        usage.by(side).forEach((key, totals) -> totals(array.addObject().put(name, key), totals, hasQuantity));
    }

    /** Quantities are of one category only: minutes and messages do not add up. */
    private static ObjectNode totals(ObjectNode json, UsageTotals totals, boolean hasQuantity) {
        json.put("count", totals.count()).put("returned", totals.returned());
        if (hasQuantity) {
            BigDecimal quantity = totals.quantity().stripTrailingZeros();
            json.put("quantity", quantity.toPlainString());
        }
        return json.put("charged", money(totals.chargedMicros()))
                .put("given_back", money(totals.returnedMicros()))
                .put("spent", money(totals.spentMicros()));
    }

    private static ObjectNode leads(UsageSummary leads) {
        ObjectNode json = cost(Json.object(), leads.total());
        ArrayNode channels = json.putArray("channels");
        leads.by(Facet::channel)
                .forEach((channel, totals) -> cost(channels.addObject().put("channel", channel), totals));
        return json;
    }

    private static ObjectNode cost(ObjectNode json, UsageTotals totals) {
        long kept = totals.count() - totals.returned();
        json.put("delivered", totals.count())
                .put("returned", totals.returned())
                .put("spent", money(totals.spentMicros()));
        return json.put(
                "cost_per_lead",
                kept <= 0
                        ? null
                        : Money.decimal(totals.spentMicros())
                                .divide(BigDecimal.valueOf(kept), COST_SCALE, RoundingMode.HALF_EVEN)
                                .toPlainString());
    }

    private static String money(long micros) {
        return Money.decimal(micros).toPlainString();
    }
}
