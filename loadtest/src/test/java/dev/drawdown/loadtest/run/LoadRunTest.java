package dev.drawdown.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.audit.Difference;
import dev.drawdown.loadtest.audit.Journal;
import dev.drawdown.loadtest.audit.Recorded;
import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.client.TopicReader;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.report.Reports;
import dev.drawdown.loadtest.run.RunPlan.Mode.Recovery.Target;
import dev.drawdown.loadtest.traffic.Mix;
import dev.drawdown.loadtest.traffic.TrafficPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small runs from end to end, with real processes. How fast they are is not asserted. */
class LoadRunTest {
    private static final int WALLETS = 50;

    @TempDir
    private Path folder;

    private final List<String> planted = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void shouldDrainInRoundsBesideAPeerAndProveTheBooksRight() throws IOException {
        RunResult result = run(new RunPlan.Mode.Drain(3000), 2, "zipf", List.of("pass-through"));

        AuditReport audit = Objects.requireNonNull(result.audit());
        assertThat(audit.differences()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(audit.counted("inputs")).isEqualTo(WALLETS + 2 * 3000L);
        assertThat(audit.counted("wallets")).isGreaterThanOrEqualTo(WALLETS);
        assertThat(audit.counted("alert BALANCE_LEVEL")).isPositive();
        assertThat(audit.counted("payment request AUTO_RECHARGE")).isPositive();
        assertThat(audit.counted("dead letters")).isPositive();
        assertThat(result.rounds()).hasSize(2).allSatisfy(round -> {
            assertThat(round.backlog().traffic().inputs()).isEqualTo(3000);
            assertThat(round.drains())
                    .extracting(DrainResult::system)
                    .containsExactlyInAnyOrder("drawdown", "pass-through");
            assertThat(round.drains()).allSatisfy(drain -> {
                assertThat(drain.drained()).isTrue();
                assertThat(drain.events()).isEqualTo(round.backlog().traffic().events());
                assertThat(drain.cpuNanos()).containsKeys("system", "broker", "load");
            });
        });
        assertThat(result.rounds().getLast().drains().getFirst().system()).isEqualTo("pass-through");
        Reports.write(result, folder.resolve("report"));
        assertThat(folder.resolve("report/report.html")).exists();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("opening wallets: 50 wallets", "audit: ");
    }

    @Test
    void shouldMeasureEveryInputAtAFixedRateAndFailWhenSomethingWasLostOrDoubled() {
        RunPlan plan = plan(new RunPlan.Mode.Open(500, 2, 1500, 20), 1, "uniform", List.of());
        RunResult result;
        try (LoadRun run = LoadRun.begin(created(plan), progress())) {
            result = run.run(() -> plant(run.connection()));
        }

        OpenResult open = Objects.requireNonNull(result.rounds().getFirst().open());
        // All but duplicates, garbage, and commands that move no money.
        assertThat(open.latencies().count()).isBetween(1350L, 1500L);
        assertThat(open.latencies().millisAt(50)).isPositive();
        ReadResult reads = Objects.requireNonNull(open.reads());
        assertThat(reads.unanswered()).isZero();
        assertThat(reads.latencies().count()).isGreaterThan(40);
        AuditReport audit = Objects.requireNonNull(result.audit());
        assertThat(result.exitCode()).isEqualTo(1);
        // What was lost is told by its wallet, or by its place if it ought to be in the dead letters. And one input is
        // too many.
        assertThat(audit.differences().stream().map(Difference::where).distinct())
                .hasSize(3)
                .contains(planted.getFirst(), "all wallets")
                .anyMatch(where -> where.equals(planted.getLast()) || where.startsWith("usage.events-"));
        assertThat(Reports.text(result)).anyMatch(line -> line.contains("DIFFERENCES"));
    }

    @Test
    void shouldMeasureRecoveryFromKillsOfProcessorAndBrokerAndProveTheBooksRight() {
        RunPlan.Mode.Recovery wish = new RunPlan.Mode.Recovery(300, 2, 2, Target.BOTH, 1);

        RunResult result = run(wish, 1, "uniform", List.of());

        assertThat(Objects.requireNonNull(result.audit()).differences()).isEmpty();
        assertThat(result.exitCode()).isZero();
        RecoveryResult recovery =
                Objects.requireNonNull(result.rounds().getFirst().recovery());
        assertThat(recovery.kills()).hasSize(2).allSatisfy(kill -> {
            assertThat(kill.victim()).matches("broker and processor [12]");
            assertThat(kill.partitions()).isPositive();
            assertThat(kill.firstSeconds()).isPositive();
            assertThat(kill.allSeconds()).isGreaterThanOrEqualTo(kill.firstSeconds());
            assertThat(kill.parts())
                    .containsOnlyKeys("broker", "program", "stores", "group", "restore", "first commit");
        });
        // What was sent went on over all kills.
        assertThat(result.rounds().getFirst().backlog().traffic().inputs())
                .isGreaterThan((long) (300 * recovery.kills().getFirst().firstSeconds()));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("recovery: 2 kills");
    }

    /** An entry of one wallet is doubled; of another an input is repeated under a new id that nobody will take any more. */
    private void plant(Connection connection) {
        Map<String, Object> settings = connection.kafka();
        Journal journal = TopicReader.readAll(connection, List.of("wallet.ledger", "usage.events"));
        Recorded doubled = journal.of("wallet.ledger").getFirst();
        Recorded lost = journal.of("usage.events").stream()
                .filter(input -> input.key() != null && !Objects.equals(input.key(), doubled.key()))
                .filter(input -> text(input).contains("t-2"))
                .findFirst()
                .orElseThrow();
        byte[] other = Objects.requireNonNull(lost.value()).array().clone();
        other[new String(other, StandardCharsets.ISO_8859_1).indexOf("t-2") + 2] = 'z';
        planted.add(String.valueOf(doubled.keyText()));
        planted.add(String.valueOf(lost.keyText()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            send(
                    producer,
                    "wallet.ledger",
                    doubled,
                    Objects.requireNonNull(doubled.value()).array());
            send(producer, "usage.events", lost, other);
        }
    }

    private static String text(Recorded input) {
        return input.value() == null ? "" : new String(input.value().array(), StandardCharsets.ISO_8859_1);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, Recorded record, byte[] value) {
        var _ = producer.send(
                new ProducerRecord<>(topic, Objects.requireNonNull(record.key()).array(), value));
    }

    private RunResult run(RunPlan.Mode mode, int rounds, String distribution, List<String> peers) {
        try (LoadRun run = LoadRun.begin(created(plan(mode, rounds, distribution, peers)), progress())) {
            return run.run();
        }
    }

    private Progress progress() {
        return new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    }

    private RunPlan plan(RunPlan.Mode mode, int rounds, String distribution, List<String> peers) {
        TrafficPlan traffic = new TrafficPlan("t", 7, WALLETS, List.of(distribution), Mix.parse(Mix.USUAL), 0.02, 0.02);
        return new RunPlan(
                traffic,
                mode,
                rounds,
                2,
                null,
                Map.of(),
                List.of("-Xmx512m"),
                peers,
                List.of("--commit-millis=200"),
                Duration.ofMinutes(1),
                true,
                folder.resolve("run"));
    }

    private static RunPlan created(RunPlan plan) {
        try {
            Files.createDirectories(plan.folder());
            return plan;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
