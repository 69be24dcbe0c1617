package dev.drawdown.engine;

/**
 * A part of one tranche, pinned by a hold or burned by a debit, with what it takes to open the tranche again once it has
 * been spent and forgotten.
 */
public record Slice(
        long trancheNumber,
        long amountMicros,
        Pool pool,
        int priority,
        long expiresAtMillis,
        Scope scope,
        String source) {

    Slice withTerms(int newPriority, long newExpiryMillis) {
        return new Slice(trancheNumber, amountMicros, pool, newPriority, newExpiryMillis, scope, source);
    }
}
