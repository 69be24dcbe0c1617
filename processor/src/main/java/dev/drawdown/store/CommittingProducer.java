package dev.drawdown.store;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stream thread's producer that takes the thread's {@link WriteBehindStore}s into its transactions.
 *
 * <p>Kafka Streams commits by handing over the consumed offsets, when all outputs have been sent, and then committing.
 * Between the two is the last moment to send what has changed in the stores, and behind them the first at which it counts.
 */
public final class CommittingProducer extends KafkaProducer<byte[], byte[]> {
    public CommittingProducer(Map<String, Object> config) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        ThreadTransaction.ofThisThread().writeChangelogs(this);
        super.sendOffsetsToTransaction(offsets, groupMetadata);
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        ThreadTransaction.ofThisThread().committed();
    }

    @Override
    public void abortTransaction() {
        ThreadTransaction.ofThisThread().aborted();
        super.abortTransaction();
    }
}
