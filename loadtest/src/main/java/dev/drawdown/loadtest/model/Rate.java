package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.util.List;

/** A price of the catalog. */
public record Rate(Fields price) {

    public String currency() {
        return price.textOr("currency", "");
    }

    public BigDecimal unitPrice() {
        return price.moneyOr("unit_price", Money.ZERO);
    }

    public long version() {
        return price.numberOr("version", 0);
    }

    /** What so many units cost, exactly. */
    BigDecimal of(BigDecimal quantity) {
        List<Fields> tiers = price.records("tiers");
        String tiering = price.textOr("tiering", "FLAT");
        if (tiers.isEmpty() || tiering.equals("FLAT")) {
            return unitPrice().multiply(quantity);
        }
        return tiering.equals("VOLUME") ? byVolume(tiers, quantity) : graduated(tiers, quantity);
    }

    /** All units at the price of the tier that the last one falls in. */
    private BigDecimal byVolume(List<Fields> tiers, BigDecimal quantity) {
        for (Fields tier : tiers) {
            BigDecimal upTo = tier.money("up_to");
            if (upTo == null || Money.atMost(quantity, upTo)) {
                return tier.moneyOr("unit_price", Money.ZERO).multiply(quantity);
            }
        }
        return unitPrice().multiply(quantity);
    }

    /** Each unit at the price of its own tier; units beyond the last tier at the plain price. */
    private BigDecimal graduated(List<Fields> tiers, BigDecimal quantity) {
        BigDecimal cost = Money.ZERO;
        BigDecimal from = Money.ZERO;
        for (Fields tier : tiers) {
            BigDecimal upTo = tier.money("up_to");
            BigDecimal to = upTo == null ? quantity : upTo.min(quantity);
            if (Money.above(to, from)) {
                cost = cost.add(to.subtract(from).multiply(tier.moneyOr("unit_price", Money.ZERO)));
                from = to;
            }
        }
        return cost.add(quantity.subtract(from).multiply(unitPrice()));
    }
}
