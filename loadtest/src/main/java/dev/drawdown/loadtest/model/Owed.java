package dev.drawdown.loadtest.model;

import java.math.BigDecimal;

/** What one debit left unpaid, and how much of it still is. */
final class Owed {
    final BigDecimal original;
    BigDecimal left;

    Owed(BigDecimal original) {
        this.original = original;
        this.left = original;
    }
}
