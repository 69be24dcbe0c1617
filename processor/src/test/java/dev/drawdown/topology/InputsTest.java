package dev.drawdown.topology;

import static dev.drawdown.topology.Rig.TOPICS;
import static dev.drawdown.topology.Rig.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drawdown.engine.Outcome;
import dev.drawdown.schemas.AlertRules;
import dev.drawdown.schemas.AlertThreshold;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CaptureHold;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.ConfigureWallet;
import dev.drawdown.schemas.Deduct;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.FreezeWallet;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.TerminateWallet;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.UnfreezeWallet;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletSettings;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.wire.ProcessingMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way an input can go, from its topic to where its effect or its remains are found. */
class InputsTest {
    private final List<String> counted = new ArrayList<>();
    private final Rig rig = new Rig(TopologySettings.DEFAULT_PARKING, counting(), 1);

    @AfterEach
    void close() {
        rig.close();
    }

    /** What processors note for each other stands in headers, and producers can write headers too. */
    @Test
    void shouldBelieveNothingThatAProducerNotesInOurName() {
        rig.noteOnNext("refusal", "not a reason");
        rig.send(Rig.usage("u1", "w", "1"));
        rig.noteOnNext("zone", "Nowhere/Land");
        rig.command("w", Rig.opening("nobody", "10"));
        rig.noteOnNext("topic", "wallet.commands");
        rig.noteOnNext("place", "short");
        rig.noteOnNext("wallet", "another");
        rig.send(Rig.usage("u2", "w", "2"));

        assertThat(rig.owners()).extracting(Owner::getOwnerId).contains("nobody");
        assertThat(rig.outcomes()).extracting(CommandOutcome::getStatus).containsExactly("ACCEPTED");
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(rig.ledger()).extracting(LedgerEntry::getSourceTopic).endsWith("usage.events", "usage.events");
        assertThat(rig.balances().getLast().getAvailable()).isEqualByComparingTo("7");
    }

    @Test
    void shouldPutAsideWhatIsNotAvro() {
        byte[] garbage = "{\"json\": true}".getBytes(StandardCharsets.UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {1, 2});
        rig.open("w", "10");
        rig.sendRecord(
                TOPICS.usageEvents, new TestRecord<>("w".getBytes(StandardCharsets.UTF_8), garbage, headers, rig.now));
        rig.send(Rig.usage("u1", "w", "1"));

        assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("w".getBytes(StandardCharsets.UTF_8));
            assertThat(letter.value()).isEqualTo(garbage);
            assertThat(letter.headers().lastHeader("trace").value()).containsExactly(1, 2);
            assertThat(header(letter, "drawdown.error.code")).isEqualTo("NOT_AVRO");
            assertThat(header(letter, "drawdown.error.message")).startsWith("Expected");
            assertThat(header(letter, "drawdown.error.topic")).isEqualTo("usage.events");
            assertThat(header(letter, "drawdown.error.partition")).isEqualTo("0");
            assertThat(header(letter, "drawdown.error.offset")).isEqualTo("0");
        });
        assertThat(rig.ledger()).hasSize(2);
        assertThat(counted).contains("dead NOT_AVRO");
    }

    @Test
    void shouldPutAsideWhateverCannotBeRead() {
        byte[] key = "w".getBytes(StandardCharsets.UTF_8);
        byte[] sound = encode(Rig.usage("u", "w", "1"));
        rig.sendBytes(TOPICS.usageEvents, null, sound);
        rig.sendBytes(TOPICS.usageEvents, key, null);
        rig.sendBytes(TOPICS.usageEvents, key, new byte[0]);
        rig.sendBytes(TOPICS.usageEvents, key, new byte[] {0, 0, 0, 9, 9, 1});
        rig.sendBytes(TOPICS.usageEvents, key, Arrays.copyOf(sound, sound.length - 3));
        rig.sendBytes(TOPICS.leadEvents, key, sound);
        rig.sendBytes(TOPICS.usageEvents, new byte[] {(byte) 0xFF, (byte) 0xFE}, sound);
        rig.sendBytes(TOPICS.usageEvents, "other".getBytes(StandardCharsets.UTF_8), sound);

        assertThat(rig.deadLetterCodes())
                .containsExactly(
                        "KEY_MISMATCH",
                        "MALFORMED",
                        "NOT_AVRO",
                        "UNKNOWN_SCHEMA",
                        "MALFORMED",
                        "WRONG_SCHEMA",
                        "KEY_MISMATCH",
                        "KEY_MISMATCH");
        assertThat(rig.ledger()).isEmpty();
    }

    @Test
    void shouldCutAnInputThatIsTooLongForADeadLetter() {
        byte[] huge = new byte[1_040_000];
        rig.sendBytes(TOPICS.usageEvents, "w".getBytes(StandardCharsets.UTF_8), huge);

        assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).hasSizeLessThan(1_000_000);
            assertThat(header(letter, "drawdown.error.truncated-from")).isEqualTo("1040000");
        });
    }

    @Test
    void shouldSurviveRandomBytes() {
        rig.open("w", "10");
        byte[] sound = encode(Rig.usage("u", "w", "1"));
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            rig.sendBytes(TOPICS.usageEvents, "w".getBytes(StandardCharsets.UTF_8), damaged);
        }
        rig.send(Rig.usage("last", "w", "1"));

        List<LedgerEntry> entries = rig.ledger();
        assertThat(entries.getLast().getInputId()).isEqualTo("last");
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).getSeq()).isEqualTo(i + 1);
        }
    }

    @Test
    void shouldRefuseAnAmountThatDoesNotFit() {
        rig.open("w", "10");
        byte[] amount = new BigDecimal("99999999999999999999").unscaledValue().toByteArray();
        rig.sendBytes(TOPICS.usageEvents, "w".getBytes(StandardCharsets.UTF_8), loose("amount", amount));
        rig.sendBytes(TOPICS.usageEvents, "w".getBytes(StandardCharsets.UTF_8), loose("quantity", new byte[40]));
        byte[] quantity = new byte[40];
        quantity[0] = 1;
        rig.sendBytes(TOPICS.usageEvents, "w".getBytes(StandardCharsets.UTF_8), loose("quantity", quantity));

        assertThat(rig.deadLetterCodes()).containsExactly("AMOUNT_OUT_OF_RANGE", "AMOUNT_OUT_OF_RANGE");
        assertThat(rig.ledger()).hasSize(2);
    }

    @Test
    void shouldRefuseWhatTheEngineRefuses() {
        rig.open("w", "10");
        rig.send(Rig.usage("u1", "w", "-1"));
        rig.send(Rig.usage("u2", "w", "1"));
        rig.send(Rig.usage("u2", "w", "2"));
        rig.send(Rig.returned("r1", "w", "unknown lead"));
        rig.command("w", Deduct.newBuilder().setAmount(Rig.money("100")).build());
        rig.command("w", topUp("CRYPTO", "1"));

        assertThat(rig.deadLetterCodes())
                .containsExactly("NEGATIVE_AMOUNT", "ID_CONFLICT", "NO_SUCH_LEAD", "MALFORMED");
        assertThat(rig.outcomes())
                .extracting(CommandOutcome::getCode)
                .containsExactly("ACCEPTED", "INSUFFICIENT_FUNDS", "MALFORMED");
        assertThat(counted).contains("refused INSUFFICIENT_FUNDS", "dead ID_CONFLICT");
    }

    @Test
    void shouldAnswerARepeatedCommandAsTheFirstTime() {
        rig.open("w", "10");
        rig.command("top-up", "w", Rig.topUp("5"));
        rig.send(Rig.usage("u", "w", "1"));
        rig.command("top-up", "w", Rig.topUp("5"));

        List<CommandOutcome> outcomes = rig.outcomes();
        assertThat(outcomes.get(2).getDuplicate()).isTrue();
        assertThat(outcomes.get(2).getStatus()).isEqualTo("ACCEPTED");
        assertThat(outcomes.get(2).getAvailable()).isEqualByComparingTo("15");
        assertThat(outcomes.get(2).getSeq()).isEqualTo(2);
        assertThat(rig.ledger()).hasSize(3);
        assertThat(counted).contains("duplicate");
    }

    @Test
    void shouldTakeRulesThatWereMadeFromThoseThatAreThereOnly() {
        rig.open("w", "10");
        ConfigureWallet made = ConfigureWallet.newBuilder()
                .setSettings(Rig.settings())
                .setExpectedConfigVersion(1)
                .setChange("{}")
                .build();
        rig.command("c1", "w", made);
        rig.command("c2", "w", made);
        made.setExpectedConfigVersion(2);
        rig.command("c1", "w", made);

        assertThat(rig.outcomes())
                .extracting(CommandOutcome::getCode, CommandOutcome::getDuplicate)
                .containsExactly(
                        tuple("ACCEPTED", false),
                        tuple("ACCEPTED", false),
                        tuple("CONFIG_CHANGED", false),
                        tuple("ACCEPTED", true));
    }

    @Test
    void shouldTellOfTheGateAndTheLevelInTheirOrder() {
        rig.open("w", "10");
        WalletSettings settings = Rig.settings();
        AlertThreshold warning = new AlertThreshold(Rig.money("5"), "BELOW");
        settings.setAlerts(AlertRules.newBuilder().setWarning(warning).build());
        rig.command("w", ConfigureWallet.newBuilder().setSettings(settings).build());
        rig.send(Rig.usage("u1", "w", "6"));
        rig.send(Rig.usage("u2", "w", "6"));
        rig.command("w", Rig.topUp("20"));

        List<BalanceAlert> alerts = rig.alerts();
        assertThat(alerts)
                .extracting(BalanceAlert::getKind)
                .containsExactly("BALANCE_LEVEL", "DEPLETED", "BALANCE_LEVEL");
        assertThat(alerts).extracting(BalanceAlert::getAlertId).doesNotHaveDuplicates();
        assertThat(alerts.getFirst().getThreshold()).isEqualByComparingTo("5");
        assertThat(rig.gates()).extracting(DeliveryGate::getState).containsExactly("OPEN", "PAUSED", "OPEN");
        assertThat(rig.ledger())
                .extracting(LedgerEntry::getReason)
                .containsExactly("TOP_UP", "USAGE", "USAGE", "SHORTFALL", "TOP_UP", "SHORTFALL_SETTLED");
    }

    @Test
    void shouldHoldAndCapture() {
        rig.open("w", "10");
        rig.command(
                "w",
                PlaceHold.newBuilder()
                        .setHoldId("h")
                        .setAmount(Rig.money("8"))
                        .setTtlSeconds(60)
                        .build());
        rig.command("w", CaptureHold.newBuilder().setHoldId("h").build());
        rig.command("w", CaptureHold.newBuilder().setHoldId("h").build());

        List<CommandOutcome> outcomes = rig.outcomes();
        assertThat(outcomes).extracting(CommandOutcome::getStatus).containsOnly("ACCEPTED");
        assertThat(outcomes.getLast().getDuplicate()).isTrue();
        assertThat(rig.balances().getLast().getAvailable()).isEqualByComparingTo("2");
    }

    @Test
    void shouldTellTheOwnerWhereItsWalletStands() {
        rig.open("w", "10");
        rig.command("w", FreezeWallet.newBuilder().build());
        rig.command("w", UnfreezeWallet.newBuilder().build());
        rig.command("w", TerminateWallet.newBuilder().build());

        assertThat(rig.owners())
                .extracting(owner -> owner.getWallets().getFirst().getStatus())
                .containsExactly("ACTIVE", "FROZEN", "ACTIVE", "TERMINATED");
    }

    @Test
    void shouldNameTheHoldTimeoutAsDueWork() {
        rig.open("w", "10");
        rig.command(
                "w",
                PlaceHold.newBuilder()
                        .setHoldId("h")
                        .setAmount(Rig.money("8"))
                        .setTtlSeconds(60)
                        .build());
        rig.balances();
        rig.pass(Duration.ofSeconds(59));
        assertThat(rig.balances()).isEmpty();
        rig.pass(Duration.ofSeconds(2));

        assertThat(rig.balances())
                .singleElement()
                .satisfies(balance -> assertThat(balance.getHeld()).isEqualByComparingTo("0"));
        assertThat(counted).contains("due");
    }

    private byte[] encode(UsageEvent event) {
        return AvroEncoder.forTopic(TOPICS.usageEvents, rig.registry, Registration.REGISTER)
                .encode(event);
    }

    /** A usage event of a producer whose schema says nothing of decimals: any bytes go. */
    private byte[] loose(String field, byte[] decimal) {
        String json = UsageEvent.getClassSchema().toString().replaceAll(",\"logicalType\":\"decimal\"[^}]*", "");
        Schema schema = new Schema.Parser().parse(json);
        GenericRecord usage = new GenericData.Record(schema);
        usage.put("event_id", field + decimal[0]);
        usage.put("wallet_id", "w");
        usage.put("category", "sms");
        usage.put("charge_type", "USAGE");
        usage.put("quantity", ByteBuffer.wrap(new byte[] {0}));
        usage.put("amount", ByteBuffer.wrap(new byte[] {0}));
        usage.put(field, ByteBuffer.wrap(decimal));
        usage.put("occurred_at", Rig.START.toEpochMilli());
        usage.put("attributes", Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(rig.registry.register("loose", schema))
                .array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(usage, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static TopUp topUp(String collect, String amount) {
        return TopUp.newBuilder()
                .setAmount(Rig.money(amount))
                .setCollect(collect)
                .build();
    }

    private ProcessingMetrics counting() {
        return new ProcessingMetrics() {
            @Override
            public void accepted(int ledgerEntries) {
                counted.add("accepted");
            }

            @Override
            public void duplicate() {
                counted.add("duplicate");
            }

            @Override
            public void refused(Outcome outcome) {
                counted.add("refused " + outcome);
            }

            @Override
            public void deadLettered(String code) {
                counted.add("dead " + code);
            }

            @Override
            public void dueApplied() {
                counted.add("due");
            }
        };
    }
}
