package dev.drawdown.wire;

import java.math.BigDecimal;

/** Amounts between the wire, where they are decimals, and the engine, where they are whole micros. */
public final class Money {
    private static final int SCALE = 6;

    private static final int RATE_PRECISION = 38;
    private static final int RATE_SCALE = 18;
    private static final long MAX_MICROS = 999_999_999_999_999_999L;

    private Money() {}

    /** Whether an amount is one of decimal(18,6), as every amount on the wire must be. */
    public static boolean fits(BigDecimal amount) {
        if (amount.scale() > SCALE || amount.precision() - amount.scale() > 12) {
            return false;
        }
        return Math.abs(micros(amount)) <= MAX_MICROS;
    }

    /** Whether a quantity or unit price is one of decimal(38,18). */
    public static boolean fitsRate(BigDecimal rate) {
        return rate.scale() <= RATE_SCALE && rate.precision() - rate.scale() <= RATE_PRECISION - RATE_SCALE;
    }

    public static BigDecimal decimal(long micros) {
        return BigDecimal.valueOf(micros, SCALE);
    }

    /**
     * The amount in micros.
     *
     * @throws ArithmeticException if it does not {@link #fits fit}
     */
    public static long micros(BigDecimal amount) {
        BigDecimal scaled = amount.scale() == SCALE ? amount : amount.setScale(SCALE);
        return scaled.unscaledValue().longValueExact();
    }
}
