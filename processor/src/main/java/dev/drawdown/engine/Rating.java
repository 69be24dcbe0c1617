package dev.drawdown.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Turns a quantity and a price into micros.
 *
 * <p>An event rounds half-even to a whole micro. What rounding takes or adds is carried to the wallet's next event of the
 * same meter, so that a million events of one token cost what one event of a million tokens costs.
 */
final class Rating {
    /** Carries are whole units of 10⁻¹⁸ of the currency, the scale of a unit price. */
    private static final int CARRY_SCALE = 18;

    private static final int MICRO_SCALE = 6;

    private Rating() {}

    /**
     * @param micros what the event costs
     * @param carry what is left for the next one, positive or negative
     */
    record Rated(BigDecimal micros, long carry) {}

    static Rated rate(BigDecimal quantity, Price price, long carry) {
        BigDecimal exact = costOf(quantity, price)
                .setScale(CARRY_SCALE, RoundingMode.HALF_EVEN)
                .add(BigDecimal.valueOf(carry, CARRY_SCALE));
        BigDecimal rounded = exact.setScale(MICRO_SCALE, RoundingMode.HALF_EVEN);
        long left = exact.subtract(rounded).unscaledValue().longValueExact();
        return new Rated(rounded.movePointRight(MICRO_SCALE), left);
    }

    private static BigDecimal costOf(BigDecimal quantity, Price price) {
        return switch (price.tiering()) {
            case FLAT -> quantity.multiply(price.unitPrice());
            case VOLUME -> quantity.multiply(volumePrice(quantity, price));
            case GRADUATED -> graduated(quantity, price);
        };
    }

    private static BigDecimal volumePrice(BigDecimal quantity, Price price) {
        for (Price.Tier tier : price.tiers()) {
            if (tier.upTo() == null || quantity.compareTo(tier.upTo()) <= 0) {
                return tier.unitPrice();
            }
        }
        return price.unitPrice();
    }

    private static BigDecimal graduated(BigDecimal quantity, Price price) {
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal from = BigDecimal.ZERO;
        for (Price.Tier tier : price.tiers()) {
            BigDecimal to = tier.upTo() == null ? quantity : tier.upTo().min(quantity);
            if (to.compareTo(from) > 0) {
                cost = cost.add(to.subtract(from).multiply(tier.unitPrice()));
                from = to;
            }
        }
        return cost.add(quantity.subtract(from).multiply(price.unitPrice()));
    }
}
