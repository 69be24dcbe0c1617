package dev.drawdown.views;

import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** A shelf as it was at one moment. For the thread that began it, and not for long: the shelf cannot be closed meanwhile. */
final class Reading implements AutoCloseable {
    private final RocksDB db;
    private final Lock keptOpen;
    private final Snapshot snapshot;
    private final ReadOptions options;

    Reading(RocksDB db, Lock keptOpen) {
        this.db = db;
        this.keptOpen = keptOpen;
        snapshot = db.getSnapshot();
        options = new ReadOptions().setSnapshot(snapshot);
    }

    byte @Nullable [] get(byte[] key) {
        try {
            return db.get(options, key);
        } catch (RocksDBException failed) {
            throw new ProcessorStateException("Expected to read the read models, but it failed", failed);
        }
    }

    /** Visits keys from one on up to another, in order, until the visitor has enough. */
    void scan(byte[] from, byte[] to, Visitor visitor) {
        try (RocksIterator all = db.newIterator(options)) {
            boolean more = true;
            for (all.seek(from); more && all.isValid(); all.next()) {
                byte[] key = all.key();
                more = Arrays.compareUnsigned(key, to) < 0 && visitor.visit(key, all.value());
            }
        }
    }

    /** Visits all keys that begin with a prefix. */
    void scan(byte[] prefix, Visitor visitor) {
        scan(prefix, ShelfKeys.beyond(prefix), visitor);
    }

    /** Visits keys that begin with a prefix backwards, from one on, until the visitor has enough. */
    void scanBack(byte[] prefix, byte[] from, Visitor visitor) {
        try (RocksIterator all = db.newIterator(options)) {
            boolean more = true;
            for (all.seekForPrev(from); more && all.isValid(); all.prev()) {
                byte[] key = all.key();
                more = Arrays.mismatch(key, prefix) == prefix.length && visitor.visit(key, all.value());
            }
        }
    }

    /** The last key that begins with a prefix. */
    byte @Nullable [] last(byte[] prefix) {
        try (RocksIterator all = db.newIterator(options)) {
            all.seekForPrev(ShelfKeys.beyond(prefix));
            byte[] key = all.isValid() ? all.key() : null;
            return key != null && Arrays.mismatch(key, prefix) == prefix.length ? key : null;
        }
    }

    /** Takes an entry, and says whether it wants more. */
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }

    @Override
    public void close() {
        options.close();
        db.releaseSnapshot(snapshot);
        snapshot.close();
        keptOpen.unlock();
    }
}
