package dev.drawdown.views;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka Streams sees of a shelf: a store per topic, which has the topic as its changelog and manages its own offsets.
 *
 * <p>Restoring asks an interface of Kafka's internals for the records' offsets, since signals lie under theirs; should it go,
 * this does not compile.
 */
final class ShelfStore implements StateStore, RecordBatchingStateRestoreCallback {
    private static final String FOLDER = "views";
    private static final long SWEEP_EVERY_MILLIS = 1_000;

    private final Feed feed;
    private final String topic;
    private final Shelves shelves;
    private int partition;
    private long sweptMillis;
    private boolean givesWay;
    private @Nullable Shelf shelf;
    private @Nullable Indexer indexer;

    private ShelfStore(Feed feed, String topic, Shelves shelves) {
        this.feed = feed;
        this.topic = topic;
        this.shelves = shelves;
    }

    @Override
    public String name() {
        return feed.store();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        if (shelf == null) {
            partition = context.taskId().partition();
            Path folder = context.stateDir().toPath().resolve(FOLDER);
            shelf = shelves.take(partition, folder, context.appConfigs());
            indexer = shelves.indexer(partition);
        }
        context.register(root, this);
    }

    /** Puts a record; readers see it after the next {@link #write}. */
    void put(byte @Nullable [] value, long offset) {
        if (value != null && indexer != null) {
            indexer.put(feed, value, offset);
        }
    }

    int partition() {
        return partition;
    }

    int unwritten() {
        return shelf().unwritten();
    }

    void write() {
        shelf().write();
    }

    @Override
    public void restoreBatch(Collection<ConsumerRecord<byte[], byte[]>> records) {
        if (!givesWay) {
            givesWay = true;
            var _ = GivingWay.withThisThread();
        }
        for (ConsumerRecord<byte[], byte[]> each : records) {
            put(each.value(), each.offset());
        }
        shelf().write();
        if (feed == Feed.LEDGER) {
            sweepNowAndThen();
        }
    }

    /** A copy has no processor that would; one that nothing is written to any more does not grow, either. */
    private void sweepNowAndThen() {
        long horizonMillis = shelves.horizonMillis();
        if (horizonMillis - sweptMillis >= SWEEP_EVERY_MILLIS) {
            sweptMillis = horizonMillis;
            shelves.sweep(partition);
        }
    }

    /** No offset means that the topic is not what was read: it is read again from its beginning. */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        TopicPartition changelog = new TopicPartition(topic, partition);
        if (changelogOffsets.isEmpty()) {
            shelf().putOffset(topic, null);
        } else if (changelogOffsets.containsKey(changelog)) {
            shelf().putOffset(topic, changelogOffsets.get(changelog));
        }
        shelf().write();
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition changelog) {
        return shelf().offset(changelog.topic());
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated because it is to become a matter of course.
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return shelf != null;
    }

    @Override
    public void close() {
        if (shelf != null) {
            shelf = null;
            indexer = null;
            shelves.giveBack(partition);
        }
    }

    private Shelf shelf() {
        Shelf open = shelf;
        if (open == null) {
            throw new IllegalStateException("Expected " + name() + " to be open, but it is closed");
        }
        return open;
    }

    /** Makes the stores of a topic, one per task. */
    record Builder(Feed feed, String topic, Shelves shelves) implements StoreBuilder<ShelfStore> {
        @Override
        public String name() {
            return feed.store();
        }

        @Override
        public ShelfStore build() {
            return new ShelfStore(feed, topic, shelves);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public StoreBuilder<ShelfStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<ShelfStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<ShelfStore> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("Expected no other changelog than " + topic);
        }

        @Override
        public StoreBuilder<ShelfStore> withLoggingDisabled() {
            return this;
        }
    }
}
