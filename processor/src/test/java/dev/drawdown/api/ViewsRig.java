package dev.drawdown.api;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.serde.AvroEncoder;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.views.Views;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** Read models on a driver, filled through their topics with what is made up here. */
final class ViewsRig implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");

    final FakeHouse house = new FakeHouse();
    final Views views = house.views;
    private final Topics topics = Topics.unprefixed();
    private final TopologyTestDriver driver;
    private final Map<String, Long> seqs = new HashMap<>();
    private boolean hasMoved;

    ViewsRig(Path folder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "views");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:0");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(views.topology(), properties, NOW);
    }

    static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(6);
    }

    /** An entry that is the wallet's next; its sums are not what is looked at here. */
    LedgerEntry.Builder entry(String walletId, String inputId, String type, String reason, String amount) {
        long seq = seqs.merge(walletId, 1L, Long::sum);
        return LedgerEntry.newBuilder()
                .setWalletId(walletId)
                .setSeq(seq)
                .setTransactionId(inputId)
                .setOwnerId("own-inc")
                .setType(type)
                .setReason(reason)
                .setStatus("COMPLETED")
                .setAmount(money(amount))
                .setCredits(money(amount))
                .setCurrency("USD")
                .setBalanceDelta(money("0"))
                .setBalanceBefore(money("0"))
                .setBalanceAfter(money("0"))
                .setDebitAccount("deferred_revenue")
                .setCreditAccount("revenue")
                .setRecognizedRevenue(money(type.equals("DEBIT") ? amount : "0"))
                .setInputId(inputId)
                .setSourceTopic("usage.events")
                .setSourcePartition(0)
                .setSourceOffset(seq)
                .setDescription("Entry " + seq)
                .setOccurredAt(NOW)
                .setRecordedAt(NOW)
                .setConfigVersion(3)
                .setPrevHash("0".repeat(64))
                .setHash("a".repeat(64));
    }

    LedgerEntry.Builder usage(String walletId, String inputId, String category, String amount) {
        return entry(walletId, inputId, "DEBIT", "USAGE", amount)
                .setCategory(category)
                .setChargeType("USAGE")
                .setQuantity(BigDecimal.ONE.setScale(18))
                .setTrancheId("T1")
                .setPool("PURCHASED");
    }

    void put(LedgerEntry.Builder entry) {
        LedgerEntry built = entry.build();
        send(topics.walletLedger, built.getWalletId(), built);
    }

    void put(BalanceAlert alert) {
        send(topics.walletAlerts, alert.getWalletId(), alert);
    }

    static BalanceAlert alert(String walletId, String causedBy, String kind, String reason) {
        return BalanceAlert.newBuilder()
                .setAlertId(walletId + "/" + causedBy + "/0")
                .setWalletId(walletId)
                .setOwnerId("own-inc")
                .setKind(kind)
                .setBalance(money("1"))
                .setCurrency("USD")
                .setWalletSeq(1)
                .setCausedBy(causedBy)
                .setReason(reason)
                .setMessage("Something about the balance")
                .setAt(NOW)
                .build();
    }

    void putBalance(String walletId, String available) {
        long seq = seqs.getOrDefault(walletId, 0L);
        send(
                topics.walletBalances,
                walletId,
                WalletBalance.newBuilder()
                        .setWalletId(walletId)
                        .setOwnerId("own-inc")
                        .setCurrency("USD")
                        .setStatus("ACTIVE")
                        .setSettled(money(available))
                        .setHeld(money("0"))
                        .setPending(money("0"))
                        .setOwed(money("0"))
                        .setAvailable(money(available))
                        .setLevel("OK")
                        .setGate("OPEN")
                        .setSeq(seq)
                        .setUpdatedAt(NOW)
                        .build());
    }

    private <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
        byte[] bytes = AvroEncoder.forTopic(topic, house.registry, Registration.REGISTER)
                .encode(value);
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), bytes);
        // What has been put is seen a moment later.
        driver.advanceWallClockTime(Duration.ofMillis(30));
    }

    void putOutcome(String walletId, String commandId) {
        send(
                topics.walletOutcomes,
                walletId,
                CommandOutcome.newBuilder()
                        .setCommandId(commandId)
                        .setWalletId(walletId)
                        .setStatus("ACCEPTED")
                        .setDuplicate(false)
                        .setCode("ACCEPTED")
                        .setMessage("Accepted")
                        .setSeq(seqs.getOrDefault(walletId, 0L))
                        .setAt(NOW)
                        .build());
    }

    /** Takes the wallets' partition away from here, for good. */
    void moveAway() {
        if (!hasMoved) {
            hasMoved = true;
            driver.close();
        }
    }

    @Override
    public void close() {
        moveAway();
        house.close();
    }
}
