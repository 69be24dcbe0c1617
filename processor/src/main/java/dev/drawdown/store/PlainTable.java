package dev.drawdown.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A table in one of Kafka Streams' own stores, written through at once. */
final class PlainTable implements StateTable {
    private final KeyValueStore<Bytes, byte[]> store;

    PlainTable(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    @Override
    public Entries range(byte[] from, byte[] to) {
        return new Walk(store.range(Bytes.wrap(from), Bytes.wrap(to)), Bytes.wrap(to));
    }

    @Override
    public boolean beforeCommit(DeferredWork work) {
        return false;
    }

    private static final class Walk implements Entries {
        private final KeyValueIterator<Bytes, byte[]> entries;
        private final Bytes to;
        private @Nullable KeyValue<Bytes, byte[]> at;

        Walk(KeyValueIterator<Bytes, byte[]> entries, Bytes to) {
            this.entries = entries;
            this.to = to;
        }

        @Override
        public boolean next() {
            at = entries.hasNext() ? entries.next() : null;
            return at != null && at.key.compareTo(to) < 0;
        }

        @Override
        public byte[] key() {
            return here().key.get();
        }

        @Override
        public byte[] value() {
            return here().value;
        }

        private KeyValue<Bytes, byte[]> here() {
            if (at == null) {
                throw new IllegalStateException("Expected to stand at an entry, but there is none");
            }
            return at;
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
