package dev.drawdown.wire;

import java.math.BigDecimal;

/** Amounts between the wire, where they are decimals, and the engine, where they are whole micros. */
public final class Money {
    private static final int SCALE = 6;

    private Money() {}

    public static BigDecimal decimal(long micros) {
        return BigDecimal.valueOf(micros, SCALE);
    }

    /**
     * The amount in micros.
     *
     * @throws ArithmeticException if it is finer than a micro or beyond 64 bits
     */
    public static long micros(BigDecimal amount) {
        BigDecimal scaled = amount.scale() == SCALE ? amount : amount.setScale(SCALE);
        return scaled.unscaledValue().longValueExact();
    }
}
