package dev.drawdown.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** What lies on disk with the uncommitted changes over it, in order. */
final class MergedEntries implements StateTable.Entries {
    private final RocksIterator disk;
    private final byte[] to;
    private final Iterator<Map.Entry<Bytes, Overlay.Change>> changes;
    private Map.@Nullable Entry<Bytes, Overlay.Change> change;
    private byte @Nullable [] diskKey;
    private byte[] key = {};
    private byte[] value = {};

    MergedEntries(RocksIterator disk, byte[] from, byte[] to, Map<Bytes, Overlay.Change> changes) {
        this.disk = disk;
        this.to = to;
        this.changes = changes.entrySet().iterator();
        disk.seek(from);
        readDisk();
        readChange();
    }

    @Override
    public boolean next() {
        while (diskKey != null || change != null) {
            int order = order();
            Map.Entry<Bytes, Overlay.Change> here = change;
            byte[] stored = diskKey;
            if (order < 0 && stored != null) {
                take(stored, disk.value());
                nextOnDisk();
                return true;
            }
            if (order == 0) {
                nextOnDisk();
            }
            readChange();
            byte[] changed = here == null ? null : here.getValue().value();
            if (here != null && changed != null) {
                take(here.getKey().get(), changed);
                return true;
            }
        }
        return false;
    }

    /** Below 0 where the disk's entry comes first, 0 where a change is of that very entry. */
    private int order() {
        if (diskKey == null || change == null) {
            return diskKey == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(diskKey, change.getKey().get());
    }

    private void take(byte[] nextKey, byte[] nextValue) {
        key = nextKey;
        value = nextValue;
    }

    private void nextOnDisk() {
        disk.next();
        readDisk();
    }

    private void readDisk() {
        byte[] at = disk.isValid() ? disk.key() : null;
        if (at == null) {
            failIfDiskFailed();
        }
        diskKey = at != null && Arrays.compareUnsigned(at, to) < 0 ? at : null;
    }

    /** At an error the walk would else end early, as if there were no more entries. */
    private void failIfDiskFailed() {
        try {
            disk.status();
        } catch (RocksDBException failed) {
            throw new ProcessorStateException("Expected to walk through the store, but it failed", failed);
        }
    }

    private void readChange() {
        change = changes.hasNext() ? changes.next() : null;
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() {
        disk.close();
    }
}
