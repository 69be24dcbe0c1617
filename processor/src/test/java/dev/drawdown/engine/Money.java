package dev.drawdown.engine;

import java.math.BigDecimal;

/** Amounts as tests write and read them: decimal text for whole micros. */
final class Money {
    private Money() {}

    static long micros(String amount) {
        return new BigDecimal(amount).movePointRight(6).longValueExact();
    }

    static String plain(long micros) {
        BigDecimal amount = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return amount.setScale(Math.max(0, amount.scale())).toPlainString();
    }
}
