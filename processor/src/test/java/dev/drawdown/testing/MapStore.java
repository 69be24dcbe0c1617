package dev.drawdown.testing;

import dev.drawdown.store.StateTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A table in memory, ordered like RocksDB's, that counts what is read and can put work off until {@link #commit}. */
public final class MapStore implements StateTable {
    private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();
    private final List<DeferredWork> deferred = new ArrayList<>();
    private final boolean defers;
    private int reads;

    public MapStore() {
        this(false);
    }

    private MapStore(boolean defers) {
        this.defers = defers;
    }

    /** One that has work done just before the commit, as the write-behind store does. */
    public static MapStore deferring() {
        return new MapStore(true);
    }

    /** Does what was put off. */
    public void commit() {
        deferred.forEach(work -> work.run((topic, key, value, millis) -> {}));
        deferred.clear();
    }

    public Map<Bytes, byte[]> entries() {
        return entries;
    }

    /** How many values have been read by key since the last call. */
    public int takeReads() {
        int taken = reads;
        reads = 0;
        return taken;
    }

    public long bytes() {
        return entries.entrySet().stream()
                .mapToLong(entry -> entry.getKey().get().length + entry.getValue().length)
                .sum();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        reads++;
        return entries.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        entries.remove(Bytes.wrap(key));
    }

    @Override
    public Entries range(byte[] from, byte[] to) {
        return new Cursor(new TreeMap<>(entries.subMap(Bytes.wrap(from), Bytes.wrap(to)))
                .entrySet()
                .iterator());
    }

    @Override
    public boolean beforeCommit(DeferredWork work) {
        return defers && deferred.add(work);
    }

    private static final class Cursor implements Entries {
        private final Iterator<Map.Entry<Bytes, byte[]>> entries;
        private Map.@Nullable Entry<Bytes, byte[]> at;

        Cursor(Iterator<Map.Entry<Bytes, byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean next() {
            at = entries.hasNext() ? entries.next() : null;
            return at != null;
        }

        @Override
        public byte[] key() {
            return here().getKey().get();
        }

        @Override
        public byte[] value() {
            return here().getValue();
        }

        private Map.Entry<Bytes, byte[]> here() {
            if (at == null) {
                throw new IllegalStateException("Expected to stand at an entry, but there is none");
            }
            return at;
        }

        @Override
        public void close() {}
    }
}
