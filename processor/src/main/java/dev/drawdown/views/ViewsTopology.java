package dev.drawdown.views;

import dev.drawdown.schemas.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;

/**
 * The graph of the read models.
 *
 * <pre>
 *  ledger, balances, alerts, payment requests, outcomes ──► a shelf per partition
 * </pre>
 *
 * <p>Each topic is the changelog of its store, which nothing else writes. The stores are connected, so that all that is about
 * a wallet is read by one task.
 */
final class ViewsTopology {
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
        return topology;
    }
}
