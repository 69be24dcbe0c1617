package dev.drawdown.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a task has read its inputs, so that no timer runs ahead of what lies unread.
 *
 * <p>What falls due at an instant must be applied before any input of that instant or later, and after any earlier one. An
 * input that is still unread may be earlier. So the horizon, up to which timers may go, is for each partition the time of
 * the last record processed (those behind it are no earlier), or now where nothing was left unread at that moment; and the
 * earliest of these counts.
 *
 * <p>"Now" is never later than the tick before this one. A process that stood still (a long collection of garbage, a machine
 * that slept) finds its clock far ahead of what its consumer knows; by the next tick the consumer has asked the broker again.
 */
final class InputFrontier {
    /** Records of just now may not be visible yet, nor are two machines' clocks the same. */
    private static final long MARGIN_MILLIS = 250;

    /** More than this in one partition is a backlog: some tenths of a second's work. */
    private static final long BACKLOG_RECORDS = 4_000;

    private final Map<String, Progress> progress = new HashMap<>();
    private final @Nullable Reading reading;
    private long tickMillis = Long.MIN_VALUE;
    private long tickBeforeMillis = Long.MIN_VALUE;

    /** What the consumer of the task's thread knows. */
    interface Reading {
        /** The offset of the last record handed to the task, or -1. */
        long handedOver(TopicPartition partition);

        /** Whether nothing lies in the partition beyond what was handed over. */
        boolean isAtEnd(TopicPartition partition);

        /** How much lies there beyond it, from what the last answers of the broker said, without asking it. */
        long lag(TopicPartition partition);

        /** Begins anew with partitions of which nothing has been handed over yet. */
        void begin(List<TopicPartition> partitions);
    }

    private static final class Progress {
        final TopicPartition partition;
        long offset = -1;
        long millis = Long.MIN_VALUE;

        Progress(TopicPartition partition) {
            this.partition = partition;
        }
    }

    /**
     * Begins with nothing read.
     *
     * @param reading null where the driver of a test hands in records: there is nothing unread then
     */
    InputFrontier(List<TopicPartition> partitions, @Nullable Reading reading) {
        this.reading = reading;
        for (TopicPartition partition : partitions) {
            progress.put(partition.topic(), new Progress(partition));
        }
        if (reading != null) {
            reading.begin(partitions);
        }
    }

    /** Notes that a record has been processed. */
    void processed(String topic, long offset, long millis) {
        Progress reached = progress.get(topic);
        if (reached != null) {
            reached.offset = offset;
            reached.millis = Math.max(reached.millis, millis);
        }
    }

    /** Notes a tick of the timer; its time must have been read before the horizon is asked for. */
    void ticked(long nowMillis) {
        tickBeforeMillis = tickMillis;
        tickMillis = nowMillis;
    }

    /** Up to when this tick's timers may go. */
    long horizonMillis() {
        if (reading == null) {
            return tickMillis;
        }
        long horizon = Math.min(tickMillis - MARGIN_MILLIS, tickBeforeMillis);
        for (Progress reached : progress.values()) {
            if (reached.millis < horizon && !isDrained(reading, reached)) {
                horizon = reached.millis;
            }
        }
        return horizon;
    }

    /** Whether so much is known to lie in a partition that it pays to process it first; also where nothing is known. */
    boolean hasBacklog() {
        if (reading == null) {
            return true;
        }
        for (Progress reached : progress.values()) {
            if (reading.lag(reached.partition) > BACKLOG_RECORDS) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDrained(Reading reading, Progress reached) {
        return reading.handedOver(reached.partition) <= reached.offset && reading.isAtEnd(reached.partition);
    }
}
