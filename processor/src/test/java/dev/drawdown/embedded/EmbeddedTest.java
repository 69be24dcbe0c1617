package dev.drawdown.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.testing.ChildJvm;
import dev.drawdown.testing.KafkaProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedTest {
    private static final String TOPIC = "things";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void shouldKeepWhatWasCommittedThroughKills() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (ChildJvm child = ChildJvm.start(EmbeddedChild.class, directory.toString())) {
                String[] addresses = child.awaitReady().split(" ", -1);
                if (round == 0) {
                    createTopic(addresses[0]);
                }
                writeThenKill(addresses[0], child, round);
            }
        }

        try (Embedded embedded = Embedded.open(0, 0, directory);
                KafkaProbe probe = new KafkaProbe(embedded.bootstrap())) {
            assertThat(values(probe)).containsExactly("committed-0", "committed-1", "committed-2");
        }
    }

    private static void createTopic(String bootstrap) {
        try (KafkaProbe probe = new KafkaProbe(bootstrap)) {
            probe.createTopic(TOPIC, 1, Map.of());
        }
    }

    /** The same transactional id in every round: it aborts what the round before left open. */
    private static void writeThenKill(String bootstrap, ChildJvm child, int round) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "test", "max.block.ms", 20_000),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            assertThat(producer.send(new ProducerRecord<>(TOPIC, "a", "committed-" + round)))
                    .succeedsWithin(LIMIT);
            producer.commitTransaction();
            producer.beginTransaction();
            assertThat(producer.send(new ProducerRecord<>(TOPIC, "a", "left-open-" + round)))
                    .succeedsWithin(LIMIT);
            child.kill();
            producer.close(Duration.ZERO);
        }
    }

    private static List<String> values(KafkaProbe probe) {
        return probe.readUntil(TOPIC, new StringDeserializer(), LIMIT, records -> records.size() >= 3).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    @Test
    void shouldKeepRegisteredSchemasThroughAKill() throws Exception {
        try (ChildJvm child = ChildJvm.start(EmbeddedChild.class, directory.toString())) {
            String registry = child.awaitReady().split(" ", -1)[1];
            assertThat(register(registry, "s", "int")).isEqualTo("{\"id\":1}");
            assertThat(register(registry, "t", "long")).isEqualTo("{\"id\":2}");
            child.kill();
        }

        try (Embedded embedded = Embedded.open(0, 0, directory)) {
            assertThat(register(embedded.registryUrl(), "t", "long")).isEqualTo("{\"id\":2}");
            assertThat(register(embedded.registryUrl(), "u", "string")).isEqualTo("{\"id\":3}");
        }
    }

    private static String register(String url, String subject, String type) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                    .POST(BodyPublishers.ofString("{\"schema\":\"\\\"%s\\\"\"}".formatted(type)))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenTemporary() {
        Path left;
        try (Embedded embedded = Embedded.openTemporary()) {
            left = embedded.dataDirectory();
            assertThat(left).isNotEmptyDirectory();
        }

        assertThat(left).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--kafka-port", "--registry-port"})
    void shouldNameTheOptionWhenAPortIsTaken(String option) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();
            boolean kafka = option.equals("--kafka-port");

            assertThatThrownBy(() -> Embedded.open(kafka ? port : 0, kafka ? 0 : port, directory))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Expected port %d to be free, but", port)
                    .hasMessageContaining("choose another with " + option);
        }
    }
}
