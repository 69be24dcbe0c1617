package dev.drawdown.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** A write-behind store that notes what Kafka Streams asks it. */
final class AskedStore implements StateStore, StateTable {
    private final WriteBehindStore store;
    private final Questions questions;

    private AskedStore(WriteBehindStore store, Questions questions) {
        this.store = store;
        this.questions = questions;
    }

    /** The offset that was answered with first, by partition. */
    record Questions(Map<Integer, Long> answers) {
        Questions() {
            this(new ConcurrentHashMap<>());
        }
    }

    record Builder(String name, Questions questions) implements StoreBuilder<StateStore> {
        @Override
        public StateStore build() {
            return new AskedStore(new WriteBehindStore(name, 1 << 20, 1 << 20), questions);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return true;
        }

        @Override
        public StoreBuilder<StateStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<StateStore> withLoggingDisabled() {
            return this;
        }
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        Long offset = store.committedOffset(partition);
        if (offset != null) {
            questions.answers.putIfAbsent(partition.partition(), offset);
        }
        return offset;
    }

    @Override
    @SuppressWarnings("deprecation") // As the store itself.
    public boolean managesOffsets() {
        return store.managesOffsets();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(key);
    }

    @Override
    public Entries range(byte[] from, byte[] to) {
        return store.range(from, to);
    }

    @Override
    public void abandon() {
        store.abandon();
    }

    @Override
    public boolean beforeCommit(DeferredWork work) {
        return store.beforeCommit(work);
    }
}
