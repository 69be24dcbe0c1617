package dev.drawdown.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * The stores of one stream thread that have something to commit. A thread has one producer, whose transaction takes in the
 * outputs, offsets and state of all its tasks; so the stores commit together, when that producer does, and how often is a
 * matter of the thread and not of a task.
 */
final class ThreadTransaction {
    private static final ThreadLocal<ThreadTransaction> OF_THIS_THREAD =
            ThreadLocal.withInitial(() -> new ThreadTransaction(System::nanoTime));

    private final List<WriteBehindStore> joined = new ArrayList<>();
    private final LongSupplier clock;
    private boolean isCommitting;
    private long begunNanos;
    private long restedNanos;
    private long commits;

    /** @param clock in nanoseconds, from any beginning */
    ThreadTransaction(LongSupplier clock) {
        this.clock = clock;
        this.restedNanos = clock.getAsLong();
    }

    static ThreadTransaction ofThisThread() {
        return OF_THIS_THREAD.get();
    }

    void join(WriteBehindStore store) {
        joined.add(store);
    }

    void leave(WriteBehindStore store) {
        joined.remove(store);
    }

    /** Called whenever a step of a commit begins; the first that was not committed or aborted yet is its beginning. */
    void commitBegins() {
        if (!isCommitting) {
            isCommitting = true;
            begunNanos = clock.getAsLong();
        }
    }

    /** Called while the transaction is still open, with nothing but the consumed offsets and the commit to follow. */
    void writeChangelogs(Producer<byte[], byte[]> producer) {
        commitBegins();
        for (WriteBehindStore store : joined) {
            store.writeChangelog(producer);
        }
    }

    /** What is in RocksDB has been committed: it is written there only after the transaction. */
    void committed() {
        for (WriteBehindStore store : joined) {
            store.committed();
        }
        joined.clear();
        isCommitting = false;
        commits++;
        long endedNanos = clock.getAsLong();
        restedNanos = endedNanos + (endedNanos - begunNanos);
    }

    void aborted() {
        for (WriteBehindStore store : joined) {
            store.aborted();
        }
        joined.clear();
        isCommitting = false;
    }

    /** How many commits there were. */
    long commits() {
        return commits;
    }

    /** Whether there is something to commit. */
    boolean isOpen() {
        return !joined.isEmpty();
    }

    /**
     * Whether the thread has been without a commit for as long as the last one took. While one goes on the broker is waited for
     * and nothing is processed, so this leaves half of the thread's time for that, however long commits take.
     */
    boolean isRested() {
        return clock.getAsLong() - restedNanos >= 0;
    }
}
