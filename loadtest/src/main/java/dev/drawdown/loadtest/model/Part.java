package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Some of a tranche: pinned by a hold, or taken by a debit.
 *
 * @param priority of the tranche at that time; a tranche that is opened again has it back
 * @param expiresAt of the tranche at that time
 */
record Part(
        ModelTranche tranche,
        BigDecimal amount,
        long priority,
        @Nullable Instant expiresAt) {

    static Part of(ModelTranche tranche, BigDecimal amount) {
        return new Part(tranche, amount, tranche.priority, tranche.expiresAt);
    }

    /** Whether there is no tranche any more that it could go back into. */
    boolean expiredAt(Instant now) {
        Instant expiry = tranche.open() ? tranche.expiresAt : expiresAt;
        return expiry != null && !expiry.isAfter(now);
    }
}
