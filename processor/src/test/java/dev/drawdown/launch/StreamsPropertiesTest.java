package dev.drawdown.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.config.ConfigReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

    @Test
    void shouldBeExactlyOnceAndOtherwiseAsWasSet() {
        Properties properties = read(Map.of(
                "drawdown.application.id", "a",
                "drawdown.instance.id", "one",
                "drawdown.stream.threads", "3",
                "drawdown.commit.interval", "50ms",
                "kafka.bootstrap.servers", "somewhere:1"));

        assertThat(properties)
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("application.id", "a")
                .containsEntry("main.consumer.group.instance.id", "one")
                .containsEntry("num.stream.threads", 3)
                .containsEntry("commit.interval.ms", 50L)
                .containsEntry("bootstrap.servers", "somewhere:1")
                .containsEntry("replication.factor", -1);
    }

    @Test
    void shouldLetWhatWasPassedOnWinOverOurDefaults() {
        Properties properties =
                read(Map.of("kafka.producer.linger.ms", "1", "kafka.streams.buffered.records.per.partition", "9"));

        assertThat(properties)
                .containsEntry("producer.linger.ms", "1")
                .containsEntry("buffered.records.per.partition", "9")
                .containsEntry("producer.compression.type", "none");
    }

    @Test
    void shouldHaveTheBrokerGiveUpATransactionSoonAfterItsCommitIsDue() {
        String timeout = "producer.transaction.timeout.ms";

        assertThat(read(Map.of())).containsEntry(timeout, 6_000);
        assertThat(read(Map.of("drawdown.commit.interval", "5s"))).containsEntry(timeout, 10_500);
        assertThat(read(Map.of("kafka.producer.transaction.timeout.ms", "9000")))
                .containsEntry(timeout, "9000");
    }

    @Test
    void shouldBeWhatKafkaStreamsAccepts() {
        Map<String, Object> properties = new HashMap<>();
        read(Map.of()).forEach((name, value) -> properties.put(name.toString(), value));

        StreamsConfig config = new StreamsConfig(properties);

        assertThat(config.getMainConsumerConfigs("group", "client", 0))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .doesNotContainKey("group.instance.id");
    }

    private static Properties read(Map<String, String> settings) {
        return StreamsProperties.of(ConfigReader.read(null, Map.of(), settings));
    }
}
