package dev.drawdown.audit;

import dev.drawdown.wire.Money;
import java.math.BigDecimal;

/** Amounts as people and spreadsheets read them: at least two digits behind the point, and no more than it takes. */
final class AmountText {
    private static final int CENTS = 2;

    private AmountText() {}

    static String of(long micros) {
        BigDecimal plain = Money.decimal(micros).stripTrailingZeros();
        return (plain.scale() < CENTS ? plain.setScale(CENTS) : plain).toPlainString();
    }
}
