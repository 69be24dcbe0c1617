package dev.drawdown.loadtest.model;

import java.math.BigDecimal;

/** Arithmetic on amounts, written for being read. */
public final class Money {
    public static final BigDecimal ZERO = BigDecimal.ZERO;

    private static final int TEN = 10;

    /** The most that a field of money holds. */
    private static final BigDecimal MOST = new BigDecimal("999999999999.999999");

    private Money() {}

    /** The same number in the one form that equals itself, whatever the scale it came in. */
    public static BigDecimal plain(BigDecimal amount) {
        return amount.signum() == 0 ? ZERO : amount.stripTrailingZeros();
    }

    /** The same for so many units of ten to the minus {@code scale}. */
    public static BigDecimal plain(long unscaled, int scale) {
        if (unscaled == 0) {
            return ZERO;
        }
        long digits = unscaled;
        int left = scale;
        while (digits % TEN == 0) {
            digits /= TEN;
            left--;
        }
        return BigDecimal.valueOf(digits, left);
    }

    public static boolean above(BigDecimal amount, BigDecimal other) {
        return amount.compareTo(other) > 0;
    }

    public static boolean atMost(BigDecimal amount, BigDecimal other) {
        return amount.compareTo(other) <= 0;
    }

    public static boolean positive(BigDecimal amount) {
        return amount.signum() > 0;
    }

    public static boolean outOfRange(BigDecimal amount) {
        return above(amount.abs(), MOST);
    }
}
