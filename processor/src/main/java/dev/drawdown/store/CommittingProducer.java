package dev.drawdown.store;

import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stream thread's producer that takes the thread's {@link WriteBehindStore}s into its transactions.
 *
 * <p>Kafka Streams commits by handing over the consumed offsets, when all outputs have been sent, and then committing.
 * Between the two is the last moment to send what has changed in the stores, and behind them the first at which it counts.
 *
 * <p>A commit that is not answered in time is reported as a failed one, and then the thread gives up all of its tasks and
 * begins again behind what has been committed. Told of the timeout itself, Kafka Streams 4.3 gives up one task and keeps the
 * others; where a rebalance comes before that task is back, it goes on behind all that it had <em>read</em>, and what had not
 * been committed of that is never processed.
 *
 * <p>Nor does a producer outlive an abort. Its transaction is that of all tasks of the thread, and Kafka Streams aborts it
 * when it gives up one of them; the others would go on behind inputs whose outputs and state are gone.
 */
// Not final, and each step has its method, so that tests can stop a process between any two.
public class CommittingProducer extends KafkaProducer<byte[], byte[]> {
    private boolean aborted;

    public CommittingProducer(Map<String, Object> config) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Whether this thread has changed something that is not committed yet. */
    public static boolean hasUncommitted() {
        return ThreadTransaction.ofThisThread().isOpen();
    }

    /** What is thrown here makes the thread give up all of its tasks, and begin again with a producer of its own. */
    @Override
    public void beginTransaction() {
        if (aborted) {
            throw new ProducerFencedException(
                    "Expected a transaction behind which nothing is missing, but the last one of this thread was"
                            + " aborted");
        }
        super.beginTransaction();
    }

    /** Kafka Streams begins a commit by waiting until all outputs have been sent. */
    @Override
    public void flush() {
        ThreadTransaction.ofThisThread().commitBegins();
        super.flush();
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        try {
            writeChangelogs();
            sendOffsets(offsets, groupMetadata);
        } catch (TimeoutException unanswered) {
            throw failed(unanswered);
        }
    }

    @Override
    public void commitTransaction() {
        try {
            super.commitTransaction();
            writeToDisk();
        } catch (TimeoutException unanswered) {
            throw failed(unanswered);
        }
    }

    private static CommitFailedException failed(TimeoutException unanswered) {
        return new CommitFailedException(
                "Expected the commit to be answered, but it was not: " + unanswered.getMessage());
    }

    void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        super.sendOffsetsToTransaction(offsets, groupMetadata);
    }

    void writeChangelogs() {
        ThreadTransaction.ofThisThread().writeChangelogs(this);
    }

    void writeToDisk() {
        ThreadTransaction.ofThisThread().committed();
    }

    @Override
    public void abortTransaction() {
        aborted = true;
        ThreadTransaction.ofThisThread().aborted();
        super.abortTransaction();
    }
}
