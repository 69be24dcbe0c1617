package dev.drawdown.engine;

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
        if (remainingMicros < 0 || pinnedMicros < 0 || pinnedMicros > remainingMicros || remainingMicros > originalMicros) {
            throw new IllegalArgumentException("Expected 0 <= pinned <= remaining <= original, but pinned is "
                    + pinnedMicros + ", remaining " + remainingMicros + ", original " + originalMicros);
        }
    }

    /** What no hold has pinned. */
    public long freeMicros() {
        return remainingMicros - pinnedMicros;
    }

    /** The id under which ledger, commands and people know it. */
    public String id() {
        return "T" + number;
    }
}
