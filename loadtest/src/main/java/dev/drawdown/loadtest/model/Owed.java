package dev.drawdown.loadtest.model;

import java.math.BigDecimal;

/**
 * What one debit left unpaid, as a stretch of all that the wallet ever owed.
 *
 * <p>Whatever lowers what is owed, a payment or a debt forgiven, counts towards the oldest of it. So when a later debt has
 * been forgiven, an older one counts as paid: the sums come out the same.
 *
 * @param from how much had ever been owed before it
 */
record Owed(BigDecimal from, BigDecimal amount) {
    /** How much of it is still owed when so much of all that was ever owed is not any more. */
    BigDecimal left(BigDecimal settled) {
        return from.add(amount).subtract(from.max(settled)).max(Money.ZERO);
    }
}
