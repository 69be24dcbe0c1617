package dev.drawdown.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {

    @Test
    void shouldPassCommonSettingsToEveryClientAndLetItsOwnWin() {
        KafkaSettings kafka = read(Map.of(
                "kafka.bootstrap.servers", "one:1",
                "kafka.admin.bootstrap.servers", "two:2",
                "kafka.security.protocol", "SASL_SSL",
                "kafka.request.timeout.ms", "1000",
                "kafka.producer.request.timeout.ms", "2000"));

        assertThat(kafka.producer())
                .containsEntry("bootstrap.servers", "one:1")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("request.timeout.ms", "2000");
        assertThat(kafka.consumer())
                .containsEntry("bootstrap.servers", "one:1")
                .containsEntry("request.timeout.ms", "1000");
        assertThat(kafka.admin()).containsEntry("bootstrap.servers", "two:2");
    }

    @Test
    void shouldPassASettingOnlyToClientsThatKnowIt() {
        KafkaSettings kafka = read(Map.of("kafka.linger.ms", "5", "kafka.max.poll.records", "7"));

        assertThat(kafka.producer()).containsEntry("linger.ms", "5").doesNotContainKey("max.poll.records");
        assertThat(kafka.consumer()).containsEntry("max.poll.records", "7").doesNotContainKey("linger.ms");
    }

    @Test
    void shouldGiveStreamsItsClientsSettingsUnderItsOwnPrefixes() {
        Map<String, String> streams = read(Map.of(
                        "kafka.streams.num.standby.replicas", "1",
                        "kafka.streams.restore.consumer.max.poll.records", "9",
                        "kafka.producer.linger.ms", "5",
                        "kafka.consumer.max.poll.records", "7"))
                .streams();

        assertThat(streams)
                .containsEntry("num.standby.replicas", "1")
                .containsEntry("restore.consumer.max.poll.records", "9")
                .containsEntry("producer.linger.ms", "5")
                .containsEntry("consumer.max.poll.records", "7");
    }

    @Test
    void shouldReadTheEnvironmentUnderTheSameKeys() {
        KafkaSettings kafka = ConfigReader.read(
                        null,
                        Map.of("DRAWDOWN_KAFKA_BOOTSTRAP_SERVERS", "env:1", "DRAWDOWN_KAFKA_PRODUCER_LINGER_MS", "3"),
                        Map.of())
                .kafka();

        assertThat(kafka.bootstrapServers()).isEqualTo("env:1");
        assertThat(kafka.producer()).containsEntry("linger.ms", "3");
    }

    /** Kafka would look for a trust store in a file without a name; that no name of a host is verified is said by nothing, too. */
    @Test
    void shouldTakeNothingForNotSetWhereKafkaHasNoDefault() {
        KafkaSettings kafka = read(Map.of(
                "kafka.ssl.truststore.location", "",
                "kafka.producer.ssl.truststore.password", " ",
                "kafka.sasl.jaas.config", "",
                "kafka.ssl.endpoint.identification.algorithm", ""));

        assertThat(kafka.producer())
                .doesNotContainKeys("ssl.truststore.location", "ssl.truststore.password", "sasl.jaas.config")
                .containsEntry("ssl.endpoint.identification.algorithm", "");
        assertThat(kafka.streams()).doesNotContainKey("consumer.ssl.truststore.location");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kafka.processing.guarantee             | at_least_once    | Expected exactly_once_v2
        kafka.streams.processing.guarantee     | exactly_once     | Expected exactly_once_v2
        kafka.consumer.isolation.level         | read_uncommitted | Expected read_committed
        kafka.streams.consumer.isolation.level | read_uncommitted | Expected read_committed
        kafka.acks                             | 1                | Expected all
        kafka.auto.offset.reset                | latest           | Expected earliest
        kafka.streams.application.id           | x                | Expected to be set as drawdown.application.id
        kafka.group.instance.id                | x                | Expected to be set as drawdown.instance.id
        kafka.streams.application.server       | x:1              | Expected Drawdown to set it by itself
        kafka.value.serializer                 | x                | Expected Drawdown to set it by itself
        kafka.bootstrap.server                 | x:1              | did you mean kafka.bootstrap.servers?
        kafka.producer.lingerms                | 1                | did you mean kafka.producer.linger.ms?
        kafka.producer.max.poll.records        | 1                | unknown
        kafka.linger.ms                        | soon             | Invalid value soon
        kafka.producer.batch.size              | -5               | Invalid value -5
        kafka.producer.transaction.timeout.ms  | 50               | Expected more than drawdown.commit.interval
        """)
    void shouldRefuseByName(String key, String value, String problem) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .startsWith(key + ":")
                        .contains(problem));
    }

    @Test
    void shouldAcceptUnknownSettingsBesideCodeThatMayKnowThem() {
        Map<String, String> consumer = read(Map.of(
                        "kafka.metric.reporters", "java.util.ArrayList", "kafka.my.reporters.setting", "x"))
                .consumer();

        assertThat(consumer).containsEntry("my.reporters.setting", "x");
    }

    private static KafkaSettings read(Map<String, String> settings) {
        return ConfigReader.read(null, Map.of(), settings).kafka();
    }
}
