package dev.drawdown.payments.stream;

import dev.drawdown.payments.PaymentCall;
import dev.drawdown.payments.PaymentEvent;
import dev.drawdown.schemas.CompanyProfile;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.PaymentMethod;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.store.StateTables;
import dev.drawdown.wire.Money;
import dev.drawdown.wire.ProcessingMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The graph on a driver with a clock of its own; calls are written down, and answered when the test says so. */
final class PaymentRig implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Topics TOPICS = Topics.unprefixed();

    final List<String> ordered = new ArrayList<>();
    final List<String> newcomers = new ArrayList<>();

    @Nullable
    PaymentCall lastCall;

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Path directory;
    private final TopologyTestDriver driver;

    private final CallDesk desk = new CallDesk() {
        @Override
        public void collect(PaymentCall call) {
            note("collect", call);
        }

        @Override
        public void look(PaymentCall call) {
            note("look", call);
        }

        @Override
        public void review(String requestId, int attempt, String chargeId) {
            ordered.add("review " + requestId + " " + chargeId);
        }

        private void note(String what, PaymentCall call) {
            ordered.add(what + " " + call.requestId() + "/" + call.attempt());
            lastCall = call;
        }
    };

    PaymentRig() {
        try {
            directory = Files.createTempDirectory("payments");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "payments-rig");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(
                PaymentTopology.build(new PaymentTopology.Settings(
                        TOPICS,
                        registry,
                        Registration.REGISTER,
                        StateTables.Kind.PLAIN,
                        ProcessingMetrics.NONE,
                        desk,
                        owner -> newcomers.add(owner.getOwnerId()))),
                properties,
                START);
    }

    static PaymentRequest.Builder request(String requestId, int attempt) {
        return PaymentRequest.newBuilder()
                .setRequestId(requestId)
                .setWalletId("w1")
                .setOwnerId("acme")
                .setPurpose(requestId.split("/", -1)[1])
                .setMode("DIRECT")
                .setAmount(Money.decimal(25_000_000))
                .setCurrency("USD")
                .setAttempt(attempt)
                .setMethod("DEFAULT")
                .setDescription("Top-up, wallet w1")
                .setCausedBy("command-1")
                .setRequestedAt(START);
    }

    static PaymentMethod method(String id, String payerId, String role) {
        return PaymentMethod.newBuilder()
                .setId(id)
                .setPayerId(payerId)
                .setBrand("visa")
                .setLast4("4242")
                .setExpires("2030-01")
                .setRole(role)
                .build();
    }

    /** An owner who is a customer, and can be sent an invoice. */
    void owner(PaymentMethod... methods) {
        owner("cus_1", "pay@acme.example", methods);
    }

    void owner(@Nullable String customerId, @Nullable String email, PaymentMethod... methods) {
        Owner owner = Owner.newBuilder()
                .setOwnerId("acme")
                .setProfile(CompanyProfile.newBuilder()
                        .setCompany("Acme Inc.")
                        .setEmail(email)
                        .build())
                .setCustomerId(customerId)
                .setMethods(List.of(methods))
                .build();
        input(TOPICS.walletOwners.name())
                .pipeInput(
                        utf8("acme"),
                        AvroEncoder.forTopic(TOPICS.walletOwners, registry, Registration.REGISTER)
                                .encode(owner));
    }

    void request(PaymentRequest.Builder request) {
        raw(AvroEncoder.forTopic(TOPICS.walletPaymentRequests, registry, Registration.REGISTER)
                .encode(request.build()));
    }

    void raw(byte @Nullable [] request) {
        input(TOPICS.walletPaymentRequests.name()).pipeInput(new TestRecord<>(utf8("w1"), request));
    }

    void event(String requestId, PaymentEvent event) {
        note(NoteCodec.encode(new Note(requestId, event)));
    }

    void note(byte[] note) {
        input(TOPICS.paymentInputs.name()).pipeInput(utf8("w1"), note);
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Returns what wallets were told since the last time. */
    List<RecordPayment> told() {
        return commands().stream()
                .map(command -> (RecordPayment) command.getBody())
                .toList();
    }

    List<WalletCommand> commands() {
        AvroDecoder<WalletCommand> decoder = new AvroDecoder<>(WalletCommand.class, registry);
        List<WalletCommand> commands = new ArrayList<>();
        for (byte[] value : output(TOPICS.walletCommands.name()).readValuesToList()) {
            try {
                commands.add(decoder.decode(value));
            } catch (UndecodableException failure) {
                throw new AssertionError(failure);
            }
        }
        return commands;
    }

    /** Returns the codes of dead letters since the last time. */
    List<String> deadLetters() {
        return output(TOPICS.walletDeadLetters.name()).readRecordsToList().stream()
                .map(letter -> new String(
                        letter.headers().lastHeader("drawdown.error.code").value(), StandardCharsets.UTF_8))
                .toList();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
