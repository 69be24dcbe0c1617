package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drawdown.schemas.RandomRecords;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our bytes against Confluent's Java serializer, where the profile {@code confluent} has put it on the class path. */
class ConfluentInteropTest {
    private FakeRegistryServer server;

    static Stream<Topic<?>> avroTopics() {
        return Topics.unprefixed().all().stream().filter(Topic::isAvro);
    }

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistryServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("avroTopics")
    void shouldReadAndWriteWhatConfluentsDoes(Topic<? extends SpecificRecord> topic) {
        assumeTrue(confluentsIsThere());
        exchange(topic);
    }

    private <T extends SpecificRecord> void exchange(Topic<T> topic) {
        RandomRecords records = new RandomRecords(42);
        try (AvroSerde<T> ours = serde(topic.value(), "drawdown");
                AvroSerde<T> theirs = serde(topic.value(), "confluent")) {
            for (int i = 0; i < 100; i++) {
                T record = records.next(topic.value());
                byte[] written = ours.serializer().serialize(topic.name(), record);

                assertThat(theirs.serializer().serialize(topic.name(), record)).isEqualTo(written);
                assertThat(theirs.deserializer().deserialize(topic.name(), written))
                        .hasToString(record.toString());
            }
        }
    }

    @Test
    void shouldSayWhatIsMissingWithoutTheProfile() {
        assumeFalse(confluentsIsThere());

        assertThatThrownBy(() -> serde(UsageEvent.class, "confluent"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(ConfluentSerializers.SERIALIZER)
                .hasMessageContaining("profile confluent");
    }

    private <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type, String kind) {
        return AvroSerde.of(type, Map.of("schema.registry.url", server.url(), "serde.kind", kind));
    }

    private static boolean confluentsIsThere() {
        try {
            Class.forName(ConfluentSerializers.SERIALIZER);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
