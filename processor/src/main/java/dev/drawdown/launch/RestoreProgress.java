package dev.drawdown.launch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How much state is still to be restored, and how much has been. */
final class RestoreProgress implements StateRestoreListener {
    /** Kafka Streams gives the topics of tasks' state this end. */
    private static final String CHANGELOG = "-changelog";

    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();
    private final AtomicLong begunMillis = new AtomicLong();
    private final AtomicLong restoredRecords = new AtomicLong();

    long remainingRecords() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    /** When the first of a task's state was about to be restored, by the clock on the wall; 0 if none was yet. */
    long begunMillis() {
        return begunMillis.get();
    }

    /** How many records have been restored in the life of this instance. */
    long restoredRecords() {
        return restoredRecords.get();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
        // The catalog, which every instance reads as a whole, comes before there is a task.
        if (partition.topic().endsWith(CHANGELOG)) {
            begunMillis.compareAndSet(0, System.currentTimeMillis());
        }
        remaining.put(partition, Math.max(0, endingOffset - startingOffset));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long restored) {
        restoredRecords.addAndGet(restored);
        remaining.computeIfPresent(partition, (key, records) -> Math.max(0, records - restored));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
        remaining.remove(partition);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
        remaining.remove(partition);
    }
}
