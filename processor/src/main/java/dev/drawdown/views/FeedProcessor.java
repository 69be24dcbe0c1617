package dev.drawdown.views;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Puts a topic's records on the task's shelf, and lets readers see them soon. */
final class FeedProcessor implements Processor<byte[], byte[], Void, Void> {
    private static final Duration WRITE_EVERY = Duration.ofMillis(25);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    /** Changes that wait in memory at most. */
    private static final int MAX_UNWRITTEN = 4_000;

    private final Feed feed;
    private final Shelves shelves;
    private ProcessorContext<Void, Void> context;
    private ShelfStore store;

    @SuppressWarnings("NullAway.Init")
    FeedProcessor(Feed feed, Shelves shelves) {
        this.feed = feed;
        this.shelves = shelves;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        var _ = GivingWay.withThisThread();
        context = processorContext;
        store = context.getStateStore(feed.store());
        if (feed == Feed.LEDGER) {
            shelves.setActive(store.partition(), true);
            context.schedule(WRITE_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> store.write());
            context.schedule(SWEEP_EVERY, PunctuationType.WALL_CLOCK_TIME, _ -> shelves.sweep(store.partition()));
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        store.put(record.value(), context.recordMetadata().orElseThrow().offset());
        if (store.unwritten() >= MAX_UNWRITTEN) {
            store.write();
        }
    }

    @Override
    public void close() {
        if (feed == Feed.LEDGER) {
            shelves.setActive(store.partition(), false);
        }
    }
}
