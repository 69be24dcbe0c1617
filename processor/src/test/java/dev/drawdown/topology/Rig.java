package dev.drawdown.topology;

import dev.drawdown.engine.Policy;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.DeliveryGate;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerCommand;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.TopUp;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletCommand;
import dev.drawdown.schemas.WalletSettings;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.InMemorySchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.topology.state.ParkingLot;
import dev.drawdown.wire.ProcessingMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology on a driver, with a clock of its own, driven through its public topics only. */
final class Rig implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    static final Topics TOPICS = Topics.unprefixed();

    final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    final TopologyTestDriver driver;
    private final Path stateDirectory;
    Instant now = START;
    private Headers forged = new RecordHeaders();
    private int commands;

    Rig() {
        this(TopologySettings.DEFAULT_PARKING, ProcessingMetrics.NONE, 1);
    }

    Rig(ParkingLot.Limits parking, ProcessingMetrics metrics, int partitions) {
        TopologySettings settings = new TopologySettings(
                TOPICS,
                partitions,
                registry,
                Registration.REGISTER,
                Policy.DEFAULT,
                parking,
                TopologySettings.State.PLAIN,
                metrics);
        try {
            stateDirectory = Files.createTempDirectory("rig");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver = new TopologyTestDriver(WalletTopology.build(settings), properties(stateDirectory), START);
    }

    private static Properties properties(Path stateDirectory) {
        Properties properties = new Properties();
        properties.putAll(StreamsDefaults.byKey());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "rig");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        return properties;
    }

    static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(6, RoundingMode.UNNECESSARY);
    }

    static WalletSettings settings() {
        return WalletSettings.newBuilder().build();
    }

    static UsageEvent usage(String id, String walletId, String amount) {
        return UsageEvent.newBuilder()
                .setEventId(id)
                .setWalletId(walletId)
                .setCategory("sms")
                .setAmount(money(amount))
                .setOccurredAt(START)
                .build();
    }

    static UsageEvent metered(String id, String walletId, String meter, String quantity) {
        return UsageEvent.newBuilder(usage(id, walletId, "0"))
                .setAmount(null)
                .setMeter(meter)
                .setQuantity(new BigDecimal(quantity).setScale(18))
                .build();
    }

    static LeadEvent lead(String id, String walletId, String leadId, String price) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setWalletId(walletId)
                .setLeadId(leadId)
                .setKind("DELIVERED")
                .setPrice(money(price))
                .setBuyerId("buyer")
                .setOccurredAt(START)
                .build();
    }

    static LeadEvent returned(String id, String walletId, String leadId) {
        return LeadEvent.newBuilder(lead(id, walletId, leadId, "0"))
                .setKind("RETURNED")
                .setPrice(null)
                .build();
    }

    static TopUp topUp(String amount) {
        return TopUp.newBuilder()
                .setAmount(money(amount))
                .setCollect("RECORDED")
                .build();
    }

    static OpenWallet opening(String ownerId, @Nullable String topUp) {
        return OpenWallet.newBuilder()
                .setOwnerId(ownerId)
                .setCurrency("USD")
                .setSettings(settings())
                .setTopUp(topUp == null ? null : topUp(topUp))
                .build();
    }

    static CatalogEntry price(String meter, String unitPrice) {
        return CatalogEntry.newBuilder()
                .setBody(Price.newBuilder()
                        .setMeter(meter)
                        .setCurrency("USD")
                        .setUnitPrice(new BigDecimal(unitPrice).setScale(18))
                        .setTiers(List.of())
                        .setEffectiveFrom(START)
                        .setVersion(7)
                        .build())
                .build();
    }

    /** Opens a wallet with that much in it, under an owner of its own. */
    void open(String walletId, @Nullable String topUp) {
        command(walletId, opening("owner-of-" + walletId, topUp));
    }

    String command(String walletId, Object body) {
        String id = "command-" + ++commands;
        command(id, walletId, body);
        return id;
    }

    void command(String id, String walletId, Object body) {
        send(
                TOPICS.walletCommands,
                walletId,
                WalletCommand.newBuilder()
                        .setCommandId(id)
                        .setWalletId(walletId)
                        .setIssuedBy("test")
                        .setIssuedAt(now)
                        .setBody(body)
                        .build());
    }

    void ownerCommand(String id, String ownerId, Object body) {
        send(
                TOPICS.ownerCommands,
                ownerId,
                OwnerCommand.newBuilder()
                        .setCommandId(id)
                        .setOwnerId(ownerId)
                        .setIssuedBy("test")
                        .setIssuedAt(now)
                        .setBody(body)
                        .build());
    }

    void send(UsageEvent event) {
        send(TOPICS.usageEvents, event.getWalletId(), event);
    }

    void send(LeadEvent event) {
        send(TOPICS.leadEvents, event.getWalletId(), event);
    }

    void setPrice(String key, CatalogEntry entry) {
        send(TOPICS.walletCatalog, key, entry);
    }

    <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
        byte[] bytes =
                AvroEncoder.forTopic(topic, registry, Registration.REGISTER).encode(value);
        sendBytes(topic, key.getBytes(StandardCharsets.UTF_8), bytes);
    }

    void sendBytes(Topic<?> topic, byte @Nullable [] key, byte @Nullable [] value) {
        sendRecord(topic, new TestRecord<>(key, value, forged, now));
        forged = new RecordHeaders();
    }

    /** Gives the next record a header by which processors of the topology note something for each other. */
    void noteOnNext(String name, String value) {
        forged.add("drawdown.internal." + name, value.getBytes(StandardCharsets.UTF_8));
    }

    void sendRecord(Topic<?> topic, TestRecord<byte[], byte[]> testRecord) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(testRecord);
    }

    /** Lets time pass, for producers' records and for timers alike. */
    void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    List<LedgerEntry> ledger() {
        return read(TOPICS.walletLedger);
    }

    List<CommandOutcome> outcomes() {
        return read(TOPICS.walletOutcomes);
    }

    List<BalanceAlert> alerts() {
        return read(TOPICS.walletAlerts);
    }

    List<WalletBalance> balances() {
        return read(TOPICS.walletBalances);
    }

    List<DeliveryGate> gates() {
        return read(TOPICS.walletDeliveryGates);
    }

    List<PaymentRequest> paymentRequests() {
        return read(TOPICS.walletPaymentRequests);
    }

    List<Owner> owners() {
        return read(TOPICS.walletOwners);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return output(TOPICS.walletDeadLetters).readRecordsToList();
    }

    /** What was put aside, as code and offset. */
    List<String> deadLetterCodes() {
        List<String> codes = new ArrayList<>();
        for (TestRecord<byte[], byte[]> letter : deadLetters()) {
            codes.add(header(letter, "drawdown.error.code"));
        }
        return codes;
    }

    static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** What has come out since the last look. */
    private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        AvroDecoder<T> decoder = new AvroDecoder<>(topic.value(), registry);
        List<T> records = new ArrayList<>();
        for (TestRecord<byte[], byte[]> each : output(topic).readRecordsToList()) {
            try {
                records.add(decoder.decode(each.value()));
            } catch (UndecodableException e) {
                throw new AssertionError(e);
            }
        }
        return records;
    }

    private TestOutputTopic<byte[], byte[]> output(Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Map<String, org.apache.kafka.streams.processor.StateStore> stores() {
        return driver.getAllStateStores();
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> left = Files.walk(stateDirectory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
