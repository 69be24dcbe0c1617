package dev.drawdown.views;

import dev.drawdown.schemas.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The graph of the read models.
 *
 * <pre>
 *  ledger, balances, alerts, payment requests, outcomes ──► a shelf per partition
 *  owners ──► a table on every instance
 * </pre>
 *
 * <p>Each topic is the changelog of its store, which nothing else writes. The stores are connected, so that all that is about
 * a wallet is read by one task.
 */
final class ViewsTopology {
    static final String OWNERS = "owners-view";

    private static final ByteArrayDeserializer IN = new ByteArrayDeserializer();

    private ViewsTopology() {}

    static Topology build(Topics topics, Shelves shelves) {
        Topology topology = new Topology();
        for (Feed feed : Feed.values()) {
            String topic = feed.topic(topics).name();
            topology.addReadOnlyStateStore(
                    new ShelfStore.Builder(feed, topic, shelves),
                    feed.source(),
                    IN,
                    IN,
                    topic,
                    feed.processor(),
                    () -> new FeedProcessor(feed, shelves));
            if (feed != Feed.LEDGER) {
                topology.connectProcessorAndStateStores(feed.processor(), Feed.LEDGER.store());
            }
        }
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(OWNERS), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "owners-source",
                IN,
                IN,
                topics.walletOwners.name(),
                "owners-updater",
                OwnersUpdater::new);
        return topology;
    }

    /** Keeps the latest bytes per owner. */
    private static final class OwnersUpdater implements Processor<byte[], byte[], Void, Void> {
        private KeyValueStore<Bytes, byte[]> store;

        @SuppressWarnings("NullAway.Init")
        OwnersUpdater() {}

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(OWNERS);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (record.key() != null) {
                store.put(Bytes.wrap(record.key()), record.value());
            }
        }
    }
}
