package dev.drawdown.loadtest.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.loadtest.client.Encoder;
import dev.drawdown.loadtest.client.Registry;
import dev.drawdown.loadtest.workload.Payload;
import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Conversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are not ours, against the demo: what they write is debited, and what is written they read. */
class InteropTest {
    private static final Path SCRIPTS = Path.of("src/test/js");
    private static final int LONGEST_WAIT_POLLS = 100;

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static RunningDemo demo;

    @BeforeAll
    static void startDemo() {
        demo = new RunningDemo(directory).start();
    }

    @AfterAll
    static void stopDemo() {
        demo.close();
    }

    /** {@code npm ci} in the folder of the scripts makes this one run. */
    @Test
    void shouldServeKafkaJsWithConfluentsRegistryClient() throws IOException {
        assumeTrue(Tool.isInstalled("node"), "Node is not installed");
        assumeTrue(Files.isDirectory(SCRIPTS.resolve("node_modules")), "npm ci has not been run in " + SCRIPTS);

        byte[] output = Tool.run(
                SCRIPTS,
                directory,
                List.of(
                        "node",
                        "drawdown.mjs",
                        "--bootstrap",
                        demo.bootstrap(),
                        "--registry",
                        demo.registry(),
                        "--wallet",
                        "from-js"));

        List<String> found = new ArrayList<>();
        for (String line : new String(output, UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                found.add(summary(new ObjectMapper().readTree(line)));
            }
        }
        assertThat(found)
                .containsExactly(
                        "wallet.outcomes ACCEPTED",
                        "wallet.ledger TOP_UP 10",
                        "wallet.ledger USAGE 7.5",
                        "wallet.ledger USAGE 5",
                        "wallet.ledger USAGE 2.5",
                        "wallet.alerts BALANCE_LEVEL INFO");
    }

    private static String summary(JsonNode line) {
        JsonNode value = line.get("value");
        String topic = line.get("topic").asText();
        return switch (topic) {
            case "wallet.outcomes" -> topic + " " + value.get("code").asText();
            case "wallet.ledger" ->
                topic + " " + value.get("reason").asText() + " "
                        + value.get("balance_after").asText();
            default ->
                topic + " " + value.get("kind").asText() + " "
                        + value.get("to_level").asText();
        };
    }

    /**
     * Debian's kcat knows no Avro, so it carries the bytes and the registry says what they are. It also places records
     * otherwise than Java's clients do, unless it is told: the third event finds its wallet all the same.
     */
    @Test
    void shouldServeKcat() throws IOException {
        assumeTrue(Tool.isInstalled("kcat"), "kcat is not installed");
        Registry registry = new Registry(demo.connection());
        Encoder encoder = new Encoder(registry);
        produce("wallet.commands", encoder, opening(), "murmur2");
        produce("usage.events", encoder, usage(1), "murmur2");
        produce("usage.events", encoder, usage(2), "murmur2");
        produce("usage.events", encoder, usage(3), "consistent");

        assertThat(consume("wallet.ledger", registry, 4, "balance_after"))
                .containsExactly("10.000000", "7.500000", "5.000000", "2.500000");
        assertThat(consume("wallet.alerts", registry, 1, "to_level")).containsExactly("INFO");
    }

    private static void produce(String topic, Encoder encoder, SpecificRecord record, String partitioner)
            throws IOException {
        Path file = Files.createTempFile(directory, "record", ".avro");
        Files.write(file, Objects.requireNonNull(encoder.encode(new Payload.Proper(record))));
        Tool.run(
                null,
                directory,
                List.of(
                        "kcat",
                        "-P",
                        "-b",
                        demo.bootstrap(),
                        "-t",
                        topic,
                        "-X",
                        "topic.partitioner=" + partitioner,
                        "-k",
                        "from-kcat",
                        file.toString()));
    }

    /** A field of so many records of the wallet, once they are there. */
    private static List<String> consume(String topic, Registry registry, int count, String field) throws IOException {
        List<String> found = List.of();
        for (int i = 0; i < LONGEST_WAIT_POLLS && found.size() < count; i++) {
            byte[] output = Tool.run(
                    null,
                    directory,
                    List.of(
                            "kcat",
                            "-C",
                            "-b",
                            demo.bootstrap(),
                            "-t",
                            topic,
                            "-o",
                            "beginning",
                            "-e",
                            "-q",
                            "-X",
                            "isolation.level=read_committed",
                            "-f",
                            "%K %k %R%s"));
            found = fields(output, registry, field);
        }
        return found;
    }

    /** kcat was told to write a key's length in digits, the key, a value's length in four bytes, the value. */
    private static List<String> fields(byte[] output, Registry registry, String field) throws IOException {
        List<String> found = new ArrayList<>();
        ByteBuffer records = ByteBuffer.wrap(output);
        while (records.hasRemaining()) {
            String key = new String(take(records, number(records)), UTF_8);
            records.get();
            ByteBuffer value = ByteBuffer.wrap(take(records, records.getInt()));
            if (key.equals("from-kcat")) {
                found.add(field(value, registry, field));
            }
        }
        return found;
    }

    /** A number in digits, up to the blank after it. */
    private static int number(ByteBuffer records) {
        StringBuilder digits = new StringBuilder();
        for (char next = (char) records.get(); next != ' '; next = (char) records.get()) {
            digits.append(next);
        }
        return Integer.parseInt(digits.toString());
    }

    private static byte[] take(ByteBuffer records, int count) {
        byte[] bytes = new byte[count];
        records.get(bytes);
        return bytes;
    }

    private static String field(ByteBuffer value, Registry registry, String field) throws IOException {
        assertThat(value.get()).isZero();
        var schema = Objects.requireNonNull(registry.find(value.getInt()));
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(value.array(), value.arrayOffset() + value.position(), value.remaining(), null);
        var data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        var reader = new GenericDatumReader<GenericRecord>(schema, schema, data);
        return String.valueOf(reader.read(null, decoder).get(field));
    }

    private static WalletCommand opening() {
        AlertRules alerts = AlertRules.newBuilder()
                .setInfo(AlertThreshold.newBuilder()
                        .setValue(money("5"))
                        .setDirection("BELOW")
                        .build())
                .build();
        OpenWallet open = OpenWallet.newBuilder()
                .setOwnerId("owner-of-kcat")
                .setCurrency("USD")
                .setSettings(WalletSettings.newBuilder().setAlerts(alerts).build())
                .setTopUp(TopUp.newBuilder()
                        .setAmount(money("10"))
                        .setCollect("RECORDED")
                        .build())
                .build();
        return WalletCommand.newBuilder()
                .setCommandId("open")
                .setWalletId("from-kcat")
                .setIssuedBy("kcat")
                .setIssuedAt(Instant.now())
                .setBody(open)
                .build();
    }

    private static UsageEvent usage(int number) {
        return UsageEvent.newBuilder()
                .setEventId("usage-" + number)
                .setWalletId("from-kcat")
                .setCategory("sms")
                .setAmount(money("2.5"))
                .setOccurredAt(Instant.now())
                .build();
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(6);
    }
}
