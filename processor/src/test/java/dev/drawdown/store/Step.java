package dev.drawdown.store;

/** A point in a commit at which something may happen. */
enum Step {
    BEFORE_CHANGELOG,
    /** All of the transaction is on the broker. */
    BEFORE_COMMIT,
    BEFORE_DISK,
    AFTER_DISK;

    /** Told of each step of each commit, on the stream thread. */
    interface Witness {
        Witness NONE = step -> {};

        void reached(Step step);
    }
}
