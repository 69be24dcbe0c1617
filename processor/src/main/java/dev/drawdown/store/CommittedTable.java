package dev.drawdown.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/**
 * A task's table as another thread reads it: what is committed, of a table written behind; of a plain one, what has been
 * written. It cannot be changed by way of this, nor walked through.
 */
public final class CommittedTable implements StateTable {
    private final Object store;

    private CommittedTable(Object store) {
        this.store = store;
    }

    /**
     * Looks for the table of a partition on this instance.
     *
     * @param standby whether a copy that stands by, or is being restored, will do
     * @throws InvalidStateStoreException if it is not here, or not ready
     */
    public static CommittedTable find(KafkaStreams streams, String name, int partition, boolean standby) {
        StoreQueryParameters<Object> parameters =
                StoreQueryParameters.fromNameAndType(name, TYPE).withPartition(partition);
        return new CommittedTable(streams.store(standby ? parameters.enableStaleStores() : parameters));
    }

    private static final QueryableStoreType<Object> TYPE = new QueryableStoreType<>() {
        @Override
        public boolean accepts(StateStore store) {
            return store instanceof WriteBehindStore || store instanceof ReadOnlyKeyValueStore;
        }

        @Override
        public Object create(StateStoreProvider provider, String name) {
            return provider.stores(name, this).getFirst();
        }
    };

    @Override
    @SuppressWarnings("unchecked") // It is one that StateTables has built.
    public byte @Nullable [] get(byte[] key) {
        if (store instanceof WriteBehindStore behind) {
            return behind.committed(key);
        }
        return ((ReadOnlyKeyValueStore<Bytes, byte[]>) store).get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        throw readOnly();
    }

    @Override
    public void delete(byte[] key) {
        throw readOnly();
    }

    @Override
    public Entries range(byte[] from, byte[] to) {
        throw readOnly();
    }

    @Override
    public boolean beforeCommit(DeferredWork work) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("Expected nothing but reads by key from another thread");
    }
}
