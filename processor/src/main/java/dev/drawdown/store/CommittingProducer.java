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
// Not final, and each step has its method, so that tests can stop a process between any two.
public class CommittingProducer extends KafkaProducer<byte[], byte[]> {
    public CommittingProducer(Map<String, Object> config) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        writeChangelogs();
        super.sendOffsetsToTransaction(offsets, groupMetadata);
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        writeToDisk();
    }

    void writeChangelogs() {
        ThreadTransaction.ofThisThread().writeChangelogs(this);
    }

    void writeToDisk() {
        ThreadTransaction.ofThisThread().committed();
    }

    @Override
    public void abortTransaction() {
        ThreadTransaction.ofThisThread().aborted();
        super.abortTransaction();
    }
}
