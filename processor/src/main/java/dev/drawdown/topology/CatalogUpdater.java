package dev.drawdown.topology;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the catalog's latest bytes per key, whatever they are, on every instance. */
final class CatalogUpdater implements Processor<byte[], byte[], Void, Void> {
    private final AtomicLong changes;
    private KeyValueStore<Bytes, byte[]> store;

    @SuppressWarnings("NullAway.Init")
    CatalogUpdater(AtomicLong changes) {
        this.changes = changes;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(Names.CATALOG_STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() != null) {
            store.put(Bytes.wrap(record.key()), record.value());
            changes.incrementAndGet();
        }
    }
}
