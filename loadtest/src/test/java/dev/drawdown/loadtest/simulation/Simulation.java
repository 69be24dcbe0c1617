package dev.drawdown.loadtest.simulation;

import dev.drawdown.engine.Policy;
import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.audit.Auditor;
import dev.drawdown.loadtest.audit.Journal;
import dev.drawdown.loadtest.audit.Recorded;
import dev.drawdown.loadtest.model.Source;
import dev.drawdown.loadtest.workload.Move;
import dev.drawdown.loadtest.workload.Payload;
import dev.drawdown.loadtest.workload.Profile;
import dev.drawdown.loadtest.workload.Workload;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistryException;
import dev.drawdown.topology.TopologySettings;
import dev.drawdown.topology.WalletTopology;
import dev.drawdown.wire.ProcessingMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The program's whole graph under a workload in virtual time, without a broker: weeks pass in seconds. */
final class Simulation implements AutoCloseable {
    private static final Topics TOPICS = Topics.unprefixed();
    /** Together longer than an input waits for a wallet or a price that never comes. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final int SETTLING_STEPS = 20;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Journal journal = new Journal();
    private final Map<String, Long> offsets = new HashMap<>();
    private final TopologyTestDriver driver;
    private Instant now;
    private Instant timersAt;

    private Simulation(Instant start, Path stateDirectory) {
        now = start;
        timersAt = start;
        TopologySettings settings = new TopologySettings(
                TOPICS,
                1,
                registry,
                Registration.REGISTER,
                Policy.DEFAULT,
                TopologySettings.DEFAULT_PARKING,
                TopologySettings.State.PLAIN,
                ProcessingMetrics.NONE);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "simulation");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        driver = new TopologyTestDriver(WalletTopology.build(settings), properties, start);
    }

    /**
     * Runs a workload and audits what came of it.
     *
     * @param timersEvery after how many moves timers get their turn: until then due work waits for inputs
     */
    static AuditReport run(Profile profile, int timersEvery, Path stateDirectory) {
        try (Simulation simulation = new Simulation(profile.start(), stateDirectory)) {
            int sent = 0;
            for (Move move : Workload.of(profile)) {
                if (move instanceof Move.Send send) {
                    simulation.send(send);
                    simulation.pass(profile.pace(), ++sent % timersEvery == 0);
                }
            }
            for (int i = 0; i < SETTLING_STEPS; i++) {
                simulation.pass(SETTLING, true);
            }
            return simulation.audit();
        }
    }

    private void pass(Duration time, boolean timers) {
        now = now.plus(time);
        if (timers) {
            driver.advanceWallClockTime(Duration.between(timersAt, now));
            timersAt = now;
        }
    }

    private void send(Move.Send send) {
        byte[] key = send.key() == null ? null : send.key().getBytes(StandardCharsets.UTF_8);
        byte[] value = encode(send.payload());
        record(new TestRecord<>(key, value, now), send.topic());
        driver.createInputTopic(send.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, now));
    }

    private byte @Nullable [] encode(Payload payload) {
        return switch (payload) {
            case Payload.Proper(SpecificRecord record) -> encode(record);
            case Payload.Truncated(SpecificRecord record, int bytes) -> Arrays.copyOf(encode(record), bytes);
            case Payload.Raw(String hex) -> hex == null ? null : HexFormat.of().parseHex(hex);
        };
    }

    private <T extends SpecificRecord> byte[] encode(T record) {
        for (Topic<?> topic : TOPICS.inputs()) {
            if (topic.value().equals(record.getClass())) {
                @SuppressWarnings("unchecked")
                Topic<T> own = (Topic<T>) topic;
                return AvroEncoder.forTopic(own, registry, Registration.REGISTER)
                        .encode(record);
            }
        }
        throw new IllegalArgumentException(
                "Expected an input, but it is " + record.getSchema().getName());
    }

    private void record(TestRecord<byte[], byte[]> record, String topic) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        journal.add(new Recorded(
                new Source(topic, 0, offset),
                record.getRecordTime(),
                Recorded.bytes(record.key()),
                Recorded.bytes(record.value()),
                headers));
    }

    private AuditReport audit() {
        for (String topic : List.of(
                "wallet.ledger",
                "wallet.outcomes",
                "wallet.alerts",
                "wallet.delivery-gates",
                "wallet.balances",
                "wallet.payment-requests",
                "wallet.dead-letters")) {
            driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(record -> record(record, topic));
        }
        return Auditor.audit(journal, this::schema, now);
    }

    private org.apache.avro.@Nullable Schema schema(int id) {
        try {
            return registry.byId(id);
        } catch (SchemaRegistryException unknown) {
            return null;
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
