package dev.drawdown.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes tables of either kind. Both have the same changelog, so an installation can change from one to the other. */
public final class StateTables {
    /** A record of state may hold a thousand tranches and holds: more than a cluster takes by default. */
    public static final int MAX_STATE_BYTES = 8 << 20;

    // A changelog is read only to restore: compact soon and in small segments, so that restoring reads little twice.
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20),
            // A disk that was away for longer would find what was deleted in the meantime still alive.
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
                    Long.toString(Duration.ofDays(7).toMillis()),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_STATE_BYTES));

    private StateTables() {}

    /** How tables are kept. */
    public enum Kind {
        /** In memory until the commit, on disk behind it; the thread must have a {@link CommittingProducer}. */
        WRITE_BEHIND,
        /** In Kafka Streams' own store on RocksDB, each change at once. */
        PLAIN
    }

    /**
     * A builder of the store under a table.
     *
     * @param hotBytes memory for the records of one task used last; of no use to the plain kind
     */
    public static StoreBuilder<?> builder(String name, Kind kind, long hotBytes) {
        return switch (kind) {
            case WRITE_BEHIND -> new WriteBehindBuilder(name, hotBytes, new HashMap<>(CHANGELOG));
            // No record cache: it holds objects where RocksDB holds bytes, and a large one halves the rate on even
            // keys.
            case PLAIN ->
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(CHANGELOG);
        };
    }

    /** The table in a task's store, whichever kind it is. */
    @SuppressWarnings("unchecked") // It is one that was built here.
    public static StateTable of(StateStore store) {
        return store instanceof StateTable table ? table : new PlainTable((KeyValueStore<Bytes, byte[]>) store);
    }

    private record WriteBehindBuilder(String name, long hotBytes, Map<String, String> logConfig)
            implements StoreBuilder<StateStore> {
        private static final int SEGMENT_BYTES = 1 << 20;

        @Override
        public StateStore build() {
            return new WriteBehindStore(name, hotBytes, SEGMENT_BYTES);
        }

        @Override
        public boolean loggingEnabled() {
            return true;
        }

        @Override
        public StoreBuilder<StateStore> withLoggingEnabled(Map<String, String> config) {
            logConfig.putAll(config);
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withCachingEnabled() {
            throw new UnsupportedOperationException("Expected no cache: this store has its own");
        }

        @Override
        public StoreBuilder<StateStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withLoggingDisabled() {
            throw new UnsupportedOperationException("Expected a changelog: this store lives by it");
        }
    }
}
