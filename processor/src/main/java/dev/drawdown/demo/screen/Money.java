package dev.drawdown.demo.screen;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Amounts, between the wire's decimals, whole micros to count in, and figures for people. */
final class Money {
    private Money() {}

    static long micros(BigDecimal amount) {
        return amount.movePointRight(6).longValueExact();
    }

    /** Returns an amount to the cent, as people write it. */
    static String cents(long micros) {
        BigDecimal rounded = BigDecimal.valueOf(micros, 6).setScale(2, RoundingMode.HALF_EVEN);
        String figures = String.format(Locale.ROOT, "%,.2f", rounded.abs());
        return rounded.signum() < 0 ? "−" + figures : figures;
    }

    /** Returns an amount to the last micro, and nothing behind the point that is zero. */
    static String exact(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
