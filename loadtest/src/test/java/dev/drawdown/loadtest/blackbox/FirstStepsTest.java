package dev.drawdown.loadtest.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The README's first steps, as a new user types them: encode, kcat, decode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstStepsTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningDemo demo;

    @BeforeAll
    void start(@TempDir Path temporary) {
        directory = temporary;
        demo = new RunningDemo(directory).start();
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @Test
    void shouldShowLedgerAndAlertOfAnOpenedWalletAndItsFirstLead() throws IOException {
        assumeTrue(isInstalled("kcat"), "Skipped: kcat is not installed");
        byte[] open = drawdown("""
            {"command_id": "open", "wallet_id": "kcat-wallet", "issued_by": "me", "issued_at": "now",
             "body": {"OpenWallet": {"owner_id": "o", "currency": "USD",
               "settings": {"alerts": {"warning": {"value": "10", "direction": "BELOW"}}},
               "top_up": {"amount": "25.00", "collect": "RECORDED"}}}}\
            """.getBytes(UTF_8), "encode", "wallet.commands");
        byte[] lead = drawdown("""
            {"event_id": "lead-1", "wallet_id": "kcat-wallet", "lead_id": "L-1", "kind": "DELIVERED",
             "price": "18.00", "occurred_at": "now"}\
            """.getBytes(UTF_8), "encode", "lead.events");
        kcatSends("wallet.commands", open);
        // librdkafka's own partitioner puts it elsewhere; it must find its way, and count once.
        kcatSends("lead.events", lead);
        kcatSends("lead.events", lead);

        List<JsonNode> entries = kcatReads("wallet.ledger", "kcat-wallet", 2);
        List<JsonNode> alerts = kcatReads("wallet.alerts", "kcat-wallet", 1);

        assertThat(entries)
                .extracting(entry -> entry.get("reason").asText())
                .containsExactly("TOP_UP", "LEAD_DELIVERY");
        assertThat(entries)
                .extracting(entry -> entry.get("balance_after").asText())
                .containsExactly("25.000000", "7.000000");
        assertThat(alerts).extracting(alert -> alert.get("to_level").asText()).containsExactly("WARNING");
    }

    private void kcatSends(String topic, byte[] value) throws IOException {
        Path file = Files.write(directory.resolve(topic + ".bin"), value);
        run(
                List.of("kcat", "-P", "-b", demo.bootstrap(), "-t", topic, "-k", "kcat-wallet", file.toString()),
                directory.toFile(),
                new byte[0]);
    }

    /** Reads until so many records of a wallet are there: what was sent may still be on its way. */
    private List<JsonNode> kcatReads(String topic, String wallet, int count) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<JsonNode> found = new ArrayList<>();
        while (found.size() < count && System.nanoTime() < deadline) {
            byte[] framed = run(
                    List.of(
                            "kcat",
                            "-C",
                            "-q",
                            "-e",
                            "-b",
                            demo.bootstrap(),
                            "-t",
                            topic,
                            "-o",
                            "beginning",
                            "-f",
                            "%R%s"),
                    directory.toFile(),
                    new byte[0]);
            found.clear();
            for (String line :
                    new String(drawdown(framed, "decode"), UTF_8).lines().toList()) {
                JsonNode record = JSON.readTree(line);
                if (record.get("wallet_id").asText().equals(wallet)) {
                    found.add(record);
                }
            }
        }
        return found;
    }

    private byte[] drawdown(byte[] input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(RunningDemo.program());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--registry", demo.registry()));
        return run(command, directory.toFile(), input);
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] run(List<String> command, File folder, byte[] input) throws IOException {
        Path in = Files.write(Files.createTempFile(folder.toPath(), "input", ".bin"), input);
        Path out = Files.createTempFile(folder.toPath(), "output", ".bin");
        Path errors = Files.createTempFile(folder.toPath(), "errors", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder);
        builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(errors.toFile());
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Expected " + command + " to end within " + LIMIT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + command, interrupted);
        }
        assertThat(process.exitValue())
                .as(Map.of(command, Files.readString(errors)).toString())
                .isZero();
        return Files.readAllBytes(out);
    }
}
