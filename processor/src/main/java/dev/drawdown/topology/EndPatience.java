package dev.drawdown.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How long a thread waits to be told where a partition ends.
 *
 * <p>A partition without a leader is not told of until it has one, and its thread has others to attend to: so it is waited for
 * once, and asked after shortly now and then until it answers. A broker that answers nothing would cost that for each partition
 * in turn: after one that was silent nobody is asked for a moment.
 */
final class EndPatience {
    private static final Duration USUAL = Duration.ofSeconds(2);
    private static final Duration OF_THE_SILENT = Duration.ofMillis(500);
    private static final long UNTIL_ASKED_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long UNTIL_ANOTHER_IS_ASKED_NANOS =
            Duration.ofSeconds(1).toNanos();

    private final Map<TopicPartition, Long> silentSince = new HashMap<>();
    private @Nullable Long lastSilence;

    /** How long to wait for an answer; null where it is not the time to ask. */
    @Nullable
    Duration toAsk(TopicPartition partition, long nowNanos) {
        Long silence = silentSince.get(partition);
        if (isWithin(lastSilence, UNTIL_ANOTHER_IS_ASKED_NANOS, nowNanos)
                || isWithin(silence, UNTIL_ASKED_AGAIN_NANOS, nowNanos)) {
            return null;
        }
        return silence == null ? USUAL : OF_THE_SILENT;
    }

    private static boolean isWithin(@Nullable Long since, long nanos, long nowNanos) {
        return since != null && nowNanos - since < nanos;
    }

    void answered(TopicPartition partition) {
        silentSince.remove(partition);
    }

    void silent(TopicPartition partition, long nowNanos) {
        silentSince.put(partition, nowNanos);
        lastSilence = nowNanos;
    }
}
