package dev.drawdown.store;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.jspecify.annotations.Nullable;

/** The partition that a store's changes go to, and the offset of the last one sent. */
final class Changelog {
    /** What a store says that has not read or written its changelog yet; without it, a crash now would look like damage. */
    static final long OFFSET_UNKNOWN = -4;

    private final TopicPartition partition;
    private final AtomicLong lastOffset = new AtomicLong(OFFSET_UNKNOWN);
    private final Callback noteOffset = this::noteOffset;

    Changelog(TopicPartition partition) {
        this.partition = partition;
    }

    /** The changelog of a store, by the name that Kafka Streams gives it. */
    static Changelog of(String store, StateStoreContext context) {
        String topic = context.applicationId() + "-" + store + "-changelog";
        return new Changelog(new TopicPartition(topic, context.taskId().partition()));
    }

    TopicPartition partition() {
        return partition;
    }

    /** Forgets the last offset: in a changelog that was made anew, it would be too high. */
    void begin() {
        lastOffset.set(OFFSET_UNKNOWN);
    }

    void send(Producer<byte[], byte[]> producer, byte[] key, byte @Nullable [] value) {
        var _ = producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, value), noteOffset);
    }

    /** On the producer's thread. A failure is not ours to handle: it fails the commit. */
    private void noteOffset(RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            lastOffset.accumulateAndGet(metadata.offset(), Math::max);
        }
    }

    /** That of all sent since {@link #begin}, once they are committed. */
    long lastOffset() {
        return lastOffset.get();
    }
}
