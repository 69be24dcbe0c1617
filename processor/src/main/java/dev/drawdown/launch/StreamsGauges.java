package dev.drawdown.launch;

import dev.drawdown.api.Meter;
import dev.drawdown.api.Metrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Adds up, over threads and partitions, the few of Kafka's many metrics that an operator looks at.
 *
 * <p>All of them come from one pass at most once a second, since an instance has thousands.
 */
final class StreamsGauges {
    private static final long FRESH_MILLIS = 1000;

    private static final List<Source> SOURCES = List.of(
            new Source(Meter.STREAMS_THREADS, "stream-metrics", "alive-stream-threads", Double::sum),
            new Source(Meter.STREAMS_LAG, "consumer-fetch-manager-metrics", "records-lag-max", Math::max),
            new Source(Meter.STREAMS_PROCESSED, "stream-thread-metrics", "process-rate", Double::sum),
            new Source(Meter.STREAMS_COMMITS, "stream-thread-metrics", "commit-rate", Double::sum),
            new Source(Meter.STREAMS_COMMIT_MILLIS_MAX, "stream-thread-metrics", "commit-latency-max", Math::max),
            new Source(
                    Meter.STREAMS_CONSUMED_BYTES, "consumer-fetch-manager-metrics", "bytes-consumed-rate", Double::sum),
            new Source(Meter.STREAMS_PRODUCED_BYTES, "producer-metrics", "outgoing-byte-rate", Double::sum),
            new Source(Meter.STREAMS_PRODUCE_ERRORS, "producer-metrics", "record-error-rate", Double::sum),
            new Source(Meter.STATE_KEYS, "stream-state-metrics", "estimate-num-keys", Double::sum),
            new Source(Meter.STATE_DISK_BYTES, "stream-state-metrics", "total-sst-files-size", Double::sum),
            new Source(Meter.STATE_MEMORY_BYTES, "stream-state-metrics", "size-all-mem-tables", Double::sum));

    private final Supplier<Map<MetricName, ? extends Metric>> kafkaMetrics;
    private final LongSupplier clockMillis;
    private Map<Meter, Double> last = Map.of();
    private long lastMillis = Long.MIN_VALUE;

    private record Source(Meter meter, String group, String name, DoubleBinaryOperator merge) {

        boolean isOf(MetricName metric) {
            if (!metric.name().equals(name) || !metric.group().equals(group)) {
                return false;
            }
            // Clients say some things again per topic and partition, and restoring is not reading input.
            boolean ofClient = metric.tags().size() == 1;
            return metric.group().startsWith("stream-")
                    || (ofClient && !metric.tags().getOrDefault("client-id", "").contains("restore-consumer"));
        }
    }

    StreamsGauges(Supplier<Map<MetricName, ? extends Metric>> kafkaMetrics, LongSupplier clockMillis) {
        this.kafkaMetrics = kafkaMetrics;
        this.clockMillis = clockMillis;
    }

    void bindTo(Metrics metrics, String role) {
        for (Source source : SOURCES) {
            metrics.gauge(source.meter(), role, this, gauges -> gauges.value(source.meter()));
        }
    }

    synchronized double value(Meter meter) {
        long nowMillis = clockMillis.getAsLong();
        if (lastMillis == Long.MIN_VALUE || nowMillis - lastMillis >= FRESH_MILLIS) {
            last = sample();
            lastMillis = nowMillis;
        }
        return last.getOrDefault(meter, 0.0);
    }

    private Map<Meter, Double> sample() {
        Map<Meter, Double> sampled = new EnumMap<>(Meter.class);
        for (Metric metric : kafkaMetrics.get().values()) {
            for (Source source : SOURCES) {
                if (source.isOf(metric.metricName())
                        && metric.metricValue() instanceof Number number
                        && Double.isFinite(number.doubleValue())) {
                    sampled.merge(source.meter(), number.doubleValue(), source.merge()::applyAsDouble);
                }
            }
        }
        return sampled;
    }
}
