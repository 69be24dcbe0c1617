package dev.drawdown.payments.stream;

import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps, on every instance, the owners, and finds those that are customers by their customer id, too. */
final class PayersUpdater implements Processor<byte[], byte[], Void, Void> {
    private static final Logger log = LoggerFactory.getLogger(PayersUpdater.class);

    private final String storeName;
    private final AvroDecoder<Owner> decoder;
    private KeyValueStore<Bytes, byte[]> store;

    @SuppressWarnings("NullAway.Init")
    PayersUpdater(String storeName, SchemaRegistry registry) {
        this.storeName = storeName;
        decoder = new AvroDecoder<>(Owner.class, registry);
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        Bytes key = Payers.ownerKey(new String(record.key(), StandardCharsets.UTF_8));
        if (record.value() == null) {
            store.delete(key);
            return;
        }
        try {
            Owner owner = decoder.decode(record.value());
            if (owner.getCustomerId() != null) {
                store.put(Payers.customerKey(owner.getCustomerId()), record.key());
            }
            store.put(key, record.value());
        } catch (UndecodableException failure) {
            log.error("An owner cannot be read; what it was before counts on: {}", failure.getMessage());
        }
    }
}
