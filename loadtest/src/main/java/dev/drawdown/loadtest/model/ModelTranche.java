package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A lot of credit; it stays in the wallet's list for ever, empty or not. */
final class ModelTranche {
    /** Priority, soonest expiry, pool, age. */
    static final Comparator<ModelTranche> BURN_ORDER = Comparator.<ModelTranche>comparingLong(
                    tranche -> tranche.priority)
            .thenComparing(tranche -> tranche.expiresAt == null ? Instant.MAX : tranche.expiresAt)
            .thenComparing(tranche -> tranche.pool)
            .thenComparingLong(tranche -> tranche.number);

    final long number;
    final CreditPool pool;
    final Coverage coverage;
    final Instant createdAt;
    long priority;
    Instant effectiveFrom;

    @Nullable
    Instant expiresAt;

    BigDecimal remaining;
    /** Whether its credit has been booked; a grant for later has not, until then. */
    boolean effective = true;

    boolean expiryAnnounced;

    ModelTranche(
            long number,
            CreditPool pool,
            BigDecimal amount,
            long priority,
            Coverage coverage,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        this.number = number;
        this.pool = pool;
        this.remaining = amount;
        this.priority = priority;
        this.coverage = coverage;
        this.createdAt = createdAt;
        this.effectiveFrom = createdAt;
        this.expiresAt = expiresAt;
    }

    String id() {
        return "T" + number;
    }

    boolean expiredAt(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** Whether there is anything in it, now or later. */
    boolean open() {
        return Money.positive(remaining);
    }
}
