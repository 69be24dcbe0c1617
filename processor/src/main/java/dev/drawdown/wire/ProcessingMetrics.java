package dev.drawdown.wire;

import dev.drawdown.engine.Outcome;

/** What is counted while processing; a port, called by every stream thread. */
public interface ProcessingMetrics {
    ProcessingMetrics NONE = new ProcessingMetrics() {};

    /** An input was accepted, and that many ledger entries written. */
    default void accepted(int ledgerEntries) {}

    /** An input had been seen before. */
    default void duplicate() {}

    /** A command was refused. */
    default void refused(Outcome outcome) {}

    /** An input went to the dead letters, for that reason. */
    default void deadLettered(String code) {}

    /** An input waits for its wallet or its price; of this task, so many do. */
    default void parked(int waiting) {}

    /** An input was found on a partition that its key does not belong to. */
    default void misplaced() {}

    /** What had fallen due was applied to a wallet. */
    default void dueApplied() {}

    /** The schema registry has stopped, or begun, to answer this thread; while it does not, inputs wait. */
    default void registryReachable(boolean reachable) {}
}
