package dev.drawdown.engine;

import java.util.Comparator;

/**
 * A lot of credit that is spent, pinned and expired as one.
 *
 * @param number unique within its wallet, counted from 1; it is also the tranche's age
 * @param originalMicros what came in
 * @param remainingMicros what is left, pinned or not
 * @param pinnedMicros the part of what is left that holds have pinned
 * @param priority lower burns first
 * @param effectiveFromMillis not spendable, and not part of the balance, before
 * @param expiresAtMillis unspendable from this instant on; {@link Wallet#NEVER} where it does not expire
 * @param source the id of the input that brought it
 * @param expiryAnnounced whether the alert that it will expire soon has been given
 */
public record Tranche(
        long number,
        Pool pool,
        long originalMicros,
        long remainingMicros,
        long pinnedMicros,
        int priority,
        long effectiveFromMillis,
        long expiresAtMillis,
        Scope scope,
        String source,
        boolean expiryAnnounced) {

    public Tranche {
        if (remainingMicros < 0
                || pinnedMicros < 0
                || pinnedMicros > remainingMicros
                || remainingMicros > originalMicros) {
            throw new IllegalArgumentException("Expected 0 <= pinned <= remaining <= original, but pinned is "
                    + pinnedMicros + ", remaining " + remainingMicros + ", original " + originalMicros);
        }
    }

    /** The order in which tranches burn: priority, expiry, pool, age. It is total, since no two share a number. */
    public static final Comparator<Tranche> BURN_ORDER = Comparator.comparingInt(Tranche::priority)
            .thenComparingLong(Tranche::expiresAtMillis)
            .thenComparing(Tranche::pool)
            .thenComparingLong(Tranche::number);

    /** What no hold has pinned. */
    public long freeMicros() {
        return remainingMicros - pinnedMicros;
    }

    /** The id under which ledger, commands and people know it. */
    public String id() {
        return "T" + number;
    }

    /** Whether it can be spent at that instant, a hold's pin apart. */
    public boolean isLiveAt(long millis) {
        return effectiveFromMillis <= millis && millis < expiresAtMillis;
    }

    /** A part of it, as a hold pins it and a receipt remembers it. */
    Slice slice(long amountMicros) {
        return new Slice(number, amountMicros, pool, priority, expiresAtMillis, scope, source);
    }

    Tranche withRemaining(long micros) {
        long original = Math.max(originalMicros, micros);
        return with(original, micros, pinnedMicros, priority, expiresAtMillis, expiryAnnounced);
    }

    Tranche withPinned(long micros) {
        return with(originalMicros, remainingMicros, micros, priority, expiresAtMillis, expiryAnnounced);
    }

    Tranche withTerms(int newPriority, long newExpiryMillis, boolean announced) {
        return with(originalMicros, remainingMicros, pinnedMicros, newPriority, newExpiryMillis, announced);
    }

    Tranche withExpiryAnnounced() {
        return with(originalMicros, remainingMicros, pinnedMicros, priority, expiresAtMillis, true);
    }

    private Tranche with(
            long original, long remaining, long pinned, int newPriority, long newExpiryMillis, boolean announced) {
        return new Tranche(
                number,
                pool,
                original,
                remaining,
                pinned,
                newPriority,
                effectiveFromMillis,
                newExpiryMillis,
                scope,
                source,
                announced);
    }
}
