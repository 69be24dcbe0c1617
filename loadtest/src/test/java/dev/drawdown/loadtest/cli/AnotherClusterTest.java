package dev.drawdown.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.embedded.EmbeddedBroker;
import dev.drawdown.embedded.registry.EmbeddedRegistry;
import dev.drawdown.loadtest.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A whole run, from the command line, on a cluster that was there before and lets nobody in without a password. */
class AnotherClusterTest {
    private static final String PASSWORD = "ente#rs";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final int WALLETS = 40;
    private static final int EVENTS = 1500;

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void shouldDrainByTwoDistributionsAndProveTheBooksRight() throws IOException {
        try (EmbeddedRegistry registry = EmbeddedRegistry.open(folder.resolve("registry"), 0);
                EmbeddedBroker broker = EmbeddedBroker.open(folder.resolve("kafka"), 0, whoIsLetIn())) {
            Path settings = Files.writeString(folder.resolve("drawdown.properties"), """
                kafka.bootstrap.servers=%s
                kafka.security.protocol=SASL_PLAINTEXT
                kafka.sasl.mechanism=PLAIN
                kafka.sasl.jaas.config=%s username="loader" password="%s";
                drawdown.registry.url=%s
                drawdown.topics.prefix=not.ours.
                """.formatted(
                            broker.bootstrap(), LOGIN, PASSWORD, registry.url()));

            assertThat(loadtest(settings)).as(said.toString()).isZero();
        }

        JsonNode report = new ObjectMapper()
                .readTree(folder.resolve("report").resolve(Reports.JSON).toFile());
        assertThat(report.at("/plan/embedded_broker").asBoolean()).isFalse();
        assertThat(report.at("/audit/clean").asBoolean()).isTrue();
        assertThat(report.at("/audit/counts/inputs").asLong()).isEqualTo(WALLETS + 2 * EVENTS);
        assertThat(report.get("systems").findValuesAsText("distribution")).containsExactly("uniform", "hot");
        assertThat(report.at("/systems/0/cpu_micros_per_event").has("system")).isTrue();
        // It is in another process that nobody told us of.
        assertThat(report.at("/systems/0/cpu_micros_per_event").has("broker")).isFalse();
        assertThat(said + report.toString()).doesNotContain(PASSWORD);
    }

    private int loadtest(Path settings) {
        CommandLine commandLine = LoadtestCommand.commandLine();
        commandLine.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        return commandLine.execute(
                "--config",
                settings.toString(),
                "--set",
                "drawdown.topics.replication=1",
                "--wallets",
                Integer.toString(WALLETS),
                "--events",
                Integer.toString(EVENTS),
                "--distribution",
                "uniform,hot",
                "--partitions",
                "2",
                "--processor-opts",
                "-Xmx512m",
                "--report",
                folder.resolve("report").toString());
    }

    private static Map<String, String> whoIsLetIn() {
        return Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                LOGIN + " username=\"broker\" password=\"b\" user_broker=\"b\" user_loader=\"" + PASSWORD + "\";");
    }
}
