package dev.drawdown.store;

import org.jspecify.annotations.Nullable;

/**
 * One task's state: bytes by key, committed in one transaction with the inputs that changed them. What is put can be read
 * at once. Arrays that are handed in or out are not changed by either side.
 */
public interface StateTable {
    byte @Nullable [] get(byte[] key);

    void put(byte[] key, byte[] value);

    /**
     * Puts what nobody looks for before the commit: it need not be found until then. Neither this nor any other change of the
     * key follows before that.
     */
    default void putUnseen(byte[] key, byte[] value) {
        put(key, value);
    }

    void delete(byte[] key);

    /** The entries from one key on up to another, that one not included, in the order of their unsigned bytes. */
    Entries range(byte[] from, byte[] to);

    /**
     * Has work done once, just before the next commit and in its transaction; if that fails, it is never done.
     *
     * @return false where this table writes each change at once: the work will not be done then
     */
    boolean beforeCommit(DeferredWork work);

    /**
     * Drops what is not committed, as the task goes elsewhere. Where a table writes each change at once there is nothing to
     * drop.
     *
     * <p>A task that moves has been committed first, but for what a timer changed before anything was read. Left in
     * the thread's next commit, that would overwrite what the task's next owner has written meanwhile.
     */
    default void abandon() {}

    /** What is put off until a commit, so that it is done once for all that has happened since the last one. */
    interface DeferredWork {
        void run(Outbox outbox);
    }

    /** Sends records in the transaction of the commit. */
    interface Outbox {
        void send(String topic, byte[] key, byte[] value, long millis);
    }

    /** A walk through entries. */
    interface Entries extends AutoCloseable {
        /** Goes to the next entry; false where there is none. */
        boolean next();

        byte[] key();

        byte[] value();

        @Override
        void close();
    }
}
