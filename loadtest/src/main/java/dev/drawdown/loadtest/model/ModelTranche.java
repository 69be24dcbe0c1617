package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A lot of credit; it stays in the wallet's list for ever, empty or not. */
final class ModelTranche {
    private static final Duration NOTICE = Duration.ofDays(3);

    /** Priority, soonest expiry, pool, age. */
    static final Comparator<ModelTranche> BURN_ORDER = Comparator.<ModelTranche>comparingLong(
                    tranche -> tranche.priority)
            .thenComparing(tranche -> tranche.expiresAt == null ? Instant.MAX : tranche.expiresAt)
            .thenComparing(tranche -> tranche.pool)
            .thenComparingLong(tranche -> tranche.number);

    final long number;
    final CreditPool pool;
    final Coverage coverage;
    long priority;
    Instant effectiveFrom;

    @Nullable
    Instant expiresAt;

    BigDecimal remaining;
    /** Whether its credit has been booked; a grant for later has not, until then. */
    boolean effective = true;

    /** Whether people have been told that it will expire soon, or it is too late to tell them. */
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
        this.effectiveFrom = createdAt;
        this.expiresAt = expiresAt;
        announceFrom(createdAt);
    }

    /** Who gets credit, or a date for it, when it is about to expire is not told of that later. */
    void announceFrom(Instant now) {
        Instant at = noticeAt();
        expiryAnnounced = at == null || !at.isAfter(now);
    }

    @Nullable
    Instant noticeAt() {
        return expiresAt == null ? null : expiresAt.minus(NOTICE);
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
