package dev.drawdown.loadtest.workload;

import org.jspecify.annotations.Nullable;

/** One thing that a workload does. */
public sealed interface Move {
    /**
     * Sends a record.
     *
     * @param key null for none
     */
    record Send(String topic, @Nullable String key, Payload payload) implements Move {}

    /**
     * Waits until all commands so far have been answered, and a wallet has so many ledger entries: what follows relies on
     * them.
     */
    record Await(@Nullable String walletId, int entries) implements Move {
        static final Await ANSWERS = new Await(null, 0);
    }
}
