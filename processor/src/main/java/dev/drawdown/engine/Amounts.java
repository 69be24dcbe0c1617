package dev.drawdown.engine;

import java.math.BigDecimal;

/** Bounds of money, and how people read it. */
final class Amounts {
    /** The largest amount that the wire's {@code decimal(18,6)} can carry. */
    static final long MAX_MICROS = 999_999_999_999_999_999L;

    private static final int MICRO_DIGITS = 6;
    private static final int READABLE_DIGITS = 2;

    private Amounts() {}

    /** Whether a sum has left the range that the ledger can carry. */
    static boolean isOutOfRange(long micros) {
        return micros > MAX_MICROS || micros < -MAX_MICROS;
    }

    static String readable(long micros, String currency) {
        BigDecimal amount = BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros();
        return amount.setScale(Math.max(READABLE_DIGITS, amount.scale())).toPlainString() + " " + currency;
    }
}
