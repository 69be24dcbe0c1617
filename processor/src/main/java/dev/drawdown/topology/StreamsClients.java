package dev.drawdown.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** The clients of a running topology: Kafka's own, but for the consumer, which tells timers how far its thread has read. */
public final class StreamsClients extends DefaultKafkaClientSupplier {
    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new ObservedConsumer(config);
    }
}
