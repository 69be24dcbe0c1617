package dev.drawdown.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.testing.Await;
import dev.drawdown.testing.KafkaProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final String TOPIC = "things";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void shouldGiveBackWhatWasWritten() {
        try (EmbeddedBroker broker = EmbeddedBroker.open(directory, 0);
                KafkaProbe probe = new KafkaProbe(broker.bootstrap())) {
            probe.createTopic(TOPIC, 3, Map.of());

            probe.send(TOPIC, "a", "1", new StringSerializer());
            probe.send(TOPIC, "a", "2", new StringSerializer());

            assertThat(values(probe)).containsExactly("1", "2");
        }
    }

    @Test
    void shouldHideWhatATransactionAborted() {
        try (EmbeddedBroker broker = EmbeddedBroker.open(directory, 0);
                KafkaProbe probe = new KafkaProbe(broker.bootstrap());
                KafkaProducer<String, String> producer = transactional(broker.bootstrap())) {
            probe.createTopic(TOPIC, 1, Map.of());
            producer.initTransactions();

            producer.beginTransaction();
            assertThat(producer.send(new ProducerRecord<>(TOPIC, "a", "aborted")))
                    .succeedsWithin(LIMIT);
            producer.abortTransaction();
            producer.beginTransaction();
            assertThat(producer.send(new ProducerRecord<>(TOPIC, "a", "committed")))
                    .succeedsWithin(LIMIT);
            producer.commitTransaction();

            assertThat(values(probe)).containsExactly("committed");
        }
    }

    @Test
    void shouldGoOnAfterARestartOnAnotherPort() {
        String clusterId;
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.open(directory, 0);
                KafkaProbe probe = new KafkaProbe(broker.bootstrap())) {
            clusterId = broker.clusterId();
            port = broker.port();
            probe.createTopic(TOPIC, 3, Map.of());
            probe.send(TOPIC, "a", "before", new StringSerializer());
            commitOffset(broker.bootstrap());
        }

        try (EmbeddedBroker broker = EmbeddedBroker.open(directory, 0);
                KafkaProbe probe = new KafkaProbe(broker.bootstrap())) {
            probe.send(TOPIC, "a", "after", new StringSerializer());

            assertThat(broker.clusterId()).isEqualTo(clusterId);
            assertThat(broker.port()).isNotEqualTo(port);
            assertThat(values(probe)).containsExactly("before", "after");
            assertThat(readInGroup(broker.bootstrap())).containsExactly("after");
        }
    }

    @Test
    void shouldComeBackOnTheSamePortForClientsThatStayed() {
        EmbeddedBroker first = EmbeddedBroker.open(directory, 0);
        int port = first.port();
        try (KafkaProbe probe = new KafkaProbe(first.bootstrap())) {
            probe.createTopic(TOPIC, 1, Map.of());
            probe.send(TOPIC, "a", "before", new StringSerializer());

            first.close();
            try (EmbeddedBroker second = EmbeddedBroker.open(directory, port)) {
                probe.send(TOPIC, "a", "after", new StringSerializer());

                assertThat(second.port()).isEqualTo(port);
                assertThat(values(probe)).containsExactly("before", "after");
            }
        }
    }

    @Test
    void shouldRefuseADirectoryInUse() {
        try (EmbeddedBroker broker = EmbeddedBroker.open(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.open(directory, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another broker runs on it");
            assertThat(broker.port()).isPositive();
        }
    }

    private static List<String> values(KafkaProbe probe) {
        return probe.readAll(TOPIC, new StringDeserializer()).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    private static KafkaProducer<String, String> transactional(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void commitOffset(String bootstrap) {
        assertThat(readInGroup(bootstrap)).containsExactly("before");
    }

    private static List<String> readInGroup(String bootstrap) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", "readers",
                "group.protocol", "consumer",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            List<String> values = new ArrayList<>();
            Await.until("a record", LIMIT, () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> values.add(record.value()));
                return !values.isEmpty();
            });
            consumer.commitSync();
            return values;
        }
    }
}
