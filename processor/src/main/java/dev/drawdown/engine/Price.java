package dev.drawdown.engine;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one unit of a meter costs, as the catalog said when the input was read. */
public record Price(
        String meter, String currency, BigDecimal unitPrice, Tiering tiering, List<Tier> tiers, String version) {

    public Price {
        tiers = List.copyOf(tiers);
    }

    /** How tiers apply to the quantity of one event: not at all, each tier to its part, or the last tier reached to the whole. */
    public enum Tiering {
        FLAT,
        GRADUATED,
        VOLUME
    }

    /** A unit price up to a quantity, or without end. */
    public record Tier(@Nullable BigDecimal upTo, BigDecimal unitPrice) {}
}
