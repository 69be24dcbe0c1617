package dev.drawdown.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.RandomRecords;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WireSchema;
import dev.drawdown.schemas.serde.UndecodableException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private final UsageEvent event = new RandomRecords(5).next(UsageEvent.class);
    private FakeRegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistryServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldWorkAsKafkaSetsItUp() {
        try (AvroSerde<SpecificRecord> serde = new AvroSerde<>()) {
            serde.configure(Map.of("schema.registry.url", server.url(), "bootstrap.servers", "elsewhere:9092"), false);
            byte[] value = serde.serializer().serialize("usage.events", event);

            assertThat(server.registry().latest("usage.events-value").id()).isEqualTo(1);
            assertThat(serde.deserializer().deserialize("usage.events", value)).isEqualTo(event);
        }
    }

    @Test
    void shouldNameTheSubjectOfAKey() {
        try (AvroSerde<SpecificRecord> serde = new AvroSerde<>()) {
            serde.configure(Map.of("schema.registry.url", server.url()), true);
            serde.serializer().serialize("t", event);

            assertThat(server.registry().latest("t-key").id()).isEqualTo(1);
        }
    }

    @Test
    void shouldPassNullsThrough() {
        AvroSerde<UsageEvent> serde = serde(Registration.REGISTER);

        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void shouldNotRegisterUnlessAllowed() {
        assertThatThrownBy(() -> serde(Registration.LOOK_UP).serializer().serialize("t", event))
                .isInstanceOf(SerializationException.class);

        serde(Registration.REGISTER).serializer().serialize("t", event);
        assertThat(serde(Registration.LOOK_UP).serializer().serialize("t", event))
                .startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void shouldTakeTheRegistrationFromSettingsAsConfluentsDo() {
        String url = "http://localhost";
        assertThat(new SchemaRegistryConfig(Map.of("schema.registry.url", url)).registration())
                .isEqualTo(Registration.REGISTER);
        assertThat(new SchemaRegistryConfig(Map.of("schema.registry.url", url, "auto.register.schemas", "false"))
                        .registration())
                .isEqualTo(Registration.LOOK_UP);
        assertThat(new SchemaRegistryConfig(Map.of(
                                "schema.registry.url", url,
                                "auto.register.schemas", "false",
                                "use.latest.version", "true"))
                        .registration())
                .isEqualTo(Registration.LATEST);
        assertThat(new SchemaRegistryConfig(Map.of("schema.registry.url", url, "use.latest.version", "true"))
                        .registration())
                .isEqualTo(Registration.REGISTER);
    }

    @Test
    void shouldWriteTheLatestVersionFieldByFieldByName() throws UndecodableException {
        DeliveryGate gate = new RandomRecords(5).next(DeliveryGate.class);
        Schema latest = new Schema.Parser()
                .parse(WireSchema.of(DeliveryGate.getClassSchema())
                        .toString()
                        .replace(
                                "\"fields\":[{\"name\":\"wallet_id\"",
                                "\"fields\":[{\"name\":\"region\",\"type\":\"string\",\"default\":\"eu\"},"
                                        + "{\"name\":\"wallet_id\""));
        int id = server.registry().register("t-value", latest);

        byte[] value = AvroEncoder.forSubject("t-value", DeliveryGate.class, server.registry(), Registration.LATEST)
                .encode(gate);

        assertThat(value).startsWith(0, 0, 0, 0, id, 4, 'e', 'u');
        assertThat(new AvroDecoder<>(DeliveryGate.class, server.registry()).decode(value))
                .isEqualTo(gate);
    }

    @Test
    void shouldRefuseALatestVersionThatCannotTakeTheRecord() {
        Schema other = SchemaBuilder.record("UsageEvent")
                .fields()
                .requiredLong("event_id")
                .endRecord();
        server.registry().register("t-value", other);

        assertThatThrownBy(() -> serde(Registration.LATEST).serializer().serialize("t", event))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("incompatible");
    }

    @Test
    void shouldSayThroughTheCauseWhetherToTryAgain() {
        AvroDeserializer<UsageEvent> deserializer = new AvroDeserializer<>(UsageEvent.class, server.registry());

        assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {1, 2}))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("t: ")
                .cause()
                .isInstanceOfSatisfying(
                        UndecodableException.class,
                        cause -> assertThat(cause.reason()).isEqualTo(Reason.NOT_AVRO));
    }

    @Test
    void shouldReadNoClassThatTheContractDoesNotName() {
        Schema foreign =
                SchemaBuilder.record("java.lang.ProcessBuilder").fields().endRecord();
        int id = server.registry().register("t-value", foreign);
        try (AvroSerde<SpecificRecord> serde = new AvroSerde<>()) {
            serde.configure(Map.of("schema.registry.url", server.url()), false);

            assertThatThrownBy(() -> serde.deserializer().deserialize("t", new byte[] {0, 0, 0, 0, (byte) id}))
                    .hasMessageContaining("ProcessBuilder");
        }
    }

    @Test
    void shouldBeSharedByThreads() throws Exception {
        AvroSerde<SpecificRecord> serde =
                new AvroSerde<>(SpecificRecord.class, server.registry(), Registration.REGISTER);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(seed -> threads.submit(() -> passThrough(serde, seed)))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void passThrough(AvroSerde<SpecificRecord> serde, int seed) {
        RandomRecords records = new RandomRecords(seed);
        AvroDeserializer<LeadEvent> deserializer = new AvroDeserializer<>(LeadEvent.class, server.registry());
        for (int i = 0; i < 2_000; i++) {
            LeadEvent lead = records.next(LeadEvent.class);
            assertThat(deserializer.deserialize("l", serde.serializer().serialize("l", lead)))
                    .isEqualTo(lead);
        }
    }

    private AvroSerde<UsageEvent> serde(Registration registration) {
        return new AvroSerde<>(UsageEvent.class, server.registry(), registration);
    }
}
