package dev.drawdown.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/**
 * The stores of one stream thread that have something to commit. A thread has one producer, whose transaction takes in the
 * outputs, offsets and state of all its tasks; so the stores commit together, when that producer does.
 */
final class ThreadTransaction {
    private static final ThreadLocal<ThreadTransaction> OF_THIS_THREAD =
            ThreadLocal.withInitial(ThreadTransaction::new);

    private final List<WriteBehindStore> joined = new ArrayList<>();

    private ThreadTransaction() {}

    static ThreadTransaction ofThisThread() {
        return OF_THIS_THREAD.get();
    }

    void join(WriteBehindStore store) {
        joined.add(store);
    }

    /** Called while the transaction is still open, with nothing but the consumed offsets and the commit to follow. */
    void writeChangelogs(Producer<byte[], byte[]> producer) {
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
    }

    void aborted() {
        for (WriteBehindStore store : joined) {
            store.aborted();
        }
        joined.clear();
    }
}
