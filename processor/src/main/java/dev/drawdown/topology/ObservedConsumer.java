package dev.drawdown.topology;

import dev.drawdown.store.CommittingProducer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A stream thread's consumer that knows what it has handed over, and can be asked by the processors of its thread whether
 * anything is left.
 *
 * <p>The end of a partition is asked for without regard to transactions: what a producer has appended but not committed
 * yet already has its time, so a timer must wait for it.
 *
 * <p>It also sets the pace of its thread's loop, which turns once for each poll: few records are gathered for a moment, and who
 * has something to commit does not wait for records for long.
 */
final class ObservedConsumer extends KafkaConsumer<byte[], byte[]> implements InputFrontier.Reading {
    /**
     * What comes within so long is taken in one turn. A turn of the loop has its price, however few records it is for, and so has
     * an answer of the broker: with records that come one by one, it would be paid for each.
     */
    private static final long GATHER_NANOS = 5_000_000;

    /** Beyond these, a turn pays for itself. */
    private static final int FEW = 500;

    /** While the thread waits for records no timer runs, and so nobody looks whether it is time for a commit. */
    private static final Duration UNTIL_COMMITTED = Duration.ofMillis(10);

    private static final ThreadLocal<@Nullable ObservedConsumer> OF_THIS_THREAD = new ThreadLocal<>();

    private final Map<String, Object> config;
    private final Map<TopicPartition, Long> handedOver = new HashMap<>();
    private final EndPatience patience = new EndPatience();
    private @Nullable KafkaConsumer<byte[], byte[]> endsConsumer;
    private long gatheredAtNanos = System.nanoTime();

    ObservedConsumer(Map<String, Object> config) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.config = config;
    }

    /** The consumer that this thread polls, if it polls one. */
    static InputFrontier.@Nullable Reading ofThisThread() {
        return OF_THIS_THREAD.get();
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        OF_THIS_THREAD.set(this);
        gather();
        boolean isSoon = timeout.compareTo(UNTIL_COMMITTED) > 0 && CommittingProducer.hasUncommitted();
        ConsumerRecords<byte[], byte[]> polled = super.poll(isSoon ? UNTIL_COMMITTED : timeout);
        if (!polled.isEmpty() && polled.count() < FEW) {
            gatheredAtNanos = System.nanoTime() + GATHER_NANOS;
        }
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            handedOver.put(partition, records.get(records.size() - 1).offset());
        }
        return polled;
    }

    /** Who has just had a few records waits for more; who has had none waits for the broker, and hears of the next at once. */
    private void gather() {
        long early = gatheredAtNanos - System.nanoTime();
        if (early > 0) {
            LockSupport.parkNanos(early);
        }
    }

    @Override
    public void begin(List<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            handedOver.remove(partition);
            patience.answered(partition);
        }
    }

    @Override
    public long handedOver(TopicPartition partition) {
        Long offset = handedOver.get(partition);
        return offset == null ? -1 : offset;
    }

    @Override
    public boolean isAtEnd(TopicPartition partition) {
        Duration timeout = patience.toAsk(partition, System.nanoTime());
        if (timeout == null) {
            return false;
        }
        try {
            Long end =
                    ends().endOffsets(Collections.singleton(partition), timeout).get(partition);
            boolean isAtEnd = end != null && position(partition, timeout) >= end;
            patience.answered(partition);
            return isAtEnd;
        } catch (TimeoutException unanswered) {
            patience.silent(partition, System.nanoTime());
            return false;
        } catch (KafkaException | IllegalStateException unknown) {
            // No longer ours, or not to be known: then timers wait.
            return false;
        }
    }

    @Override
    public long lag(TopicPartition partition) {
        try {
            return currentLag(partition).orElse(Long.MAX_VALUE);
        } catch (IllegalStateException notOurs) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public void close(org.apache.kafka.clients.consumer.CloseOptions options) {
        closeEnds();
        super.close(options);
    }

    private KafkaConsumer<byte[], byte[]> ends() {
        KafkaConsumer<byte[], byte[]> consumer = endsConsumer;
        if (consumer == null) {
            Map<String, Object> plain = new HashMap<>(config);
            plain.remove(ConsumerConfig.GROUP_ID_CONFIG);
            plain.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
            plain.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
            plain.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            plain.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
            plain.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (key, id) -> id + "-ends");
            consumer = new KafkaConsumer<>(plain, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            endsConsumer = consumer;
        }
        return consumer;
    }

    private void closeEnds() {
        KafkaConsumer<byte[], byte[]> consumer = endsConsumer;
        endsConsumer = null;
        if (consumer != null) {
            consumer.close();
        }
    }
}
