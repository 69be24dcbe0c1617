package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.api.Meter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class StreamsGaugesTest {
    private final Map<MetricName, Metric> kafkaMetrics = new HashMap<>();
    private final AtomicLong clockMillis = new AtomicLong();
    private final StreamsGauges gauges = new StreamsGauges(() -> kafkaMetrics, clockMillis::get);

    private record Fixed(MetricName metricName, Object metricValue) implements Metric {}

    @Test
    void shouldAddUpOverThreads() {
        given("process-rate", "stream-thread-metrics", Map.of("thread-id", "1"), 10.0);
        given("process-rate", "stream-thread-metrics", Map.of("thread-id", "2"), 5.0);
        given("process-rate", "stream-task-metrics", Map.of("thread-id", "2"), 99.0);

        assertThat(gauges.value(Meter.STREAMS_PROCESSED)).isEqualTo(15);
    }

    @Test
    void shouldTakeTheLargestLagOfInputOnly() {
        given("records-lag-max", "consumer-fetch-manager-metrics", Map.of("client-id", "a-consumer"), 7.0);
        given("records-lag-max", "consumer-fetch-manager-metrics", Map.of("client-id", "b-consumer"), Double.NaN);
        given("records-lag-max", "consumer-fetch-manager-metrics", Map.of("client-id", "a-restore-consumer"), 999.0);
        given(
                "records-lag-max",
                "consumer-fetch-manager-metrics",
                Map.of("client-id", "a-consumer", "topic", "t", "partition", "0"),
                999.0);

        assertThat(gauges.value(Meter.STREAMS_LAG)).isEqualTo(7);
    }

    @Test
    void shouldBeZeroWhereKafkaSaysNothing() {
        assertThat(gauges.value(Meter.STATE_KEYS)).isZero();
    }

    @Test
    void shouldLookAtMostOnceASecond() {
        given("alive-stream-threads", "stream-metrics", Map.of(), 1);
        assertThat(gauges.value(Meter.STREAMS_THREADS)).isEqualTo(1);

        given("alive-stream-threads", "stream-metrics", Map.of(), 2);
        assertThat(gauges.value(Meter.STREAMS_THREADS)).isEqualTo(1);

        clockMillis.set(1000);
        assertThat(gauges.value(Meter.STREAMS_THREADS)).isEqualTo(2);
    }

    private void given(String name, String group, Map<String, String> tags, Object value) {
        MetricName metric = new MetricName(name, group, "", tags);
        kafkaMetrics.put(metric, new Fixed(metric, value));
    }
}
