package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.RecordPayment;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.WalletCommand;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations that are registered with a Connect cluster, in a real worker, on a real broker and database. */
class SinksTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Topics TOPICS = Topics.withPrefix("sinks.");
    private static final Instant AT = Instant.parse("2026-03-29T01:30:00.123Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Embedded cluster;

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static Wire wire;

    @SuppressWarnings("NullAway.Init")
    private static ConnectWorker worker;

    @BeforeAll
    static void open() throws Exception {
        cluster = Embedded.openTemporary();
        database = TestDatabase.create("sinks");
        wire = new Wire(cluster.bootstrap(), cluster.registryUrl());
        wire.createTopics(TOPICS, 2);
        worker = ConnectWorker.start(cluster.bootstrap(), directory);
        Warehouse.Source source = new Warehouse.Source(cluster.bootstrap(), cluster.registryUrl(), TOPICS.prefix());
        for (String file : Sinks.FILES) {
            worker.deploy(Sinks.read(file, Warehouse.environment(database.url(), database.password(), source)));
        }
    }

    @AfterAll
    static void close() {
        worker.close();
        wire.close();
        cluster.close();
    }

    @Test
    void shouldKeepMoneyAndTimeAsTheyAre() throws Exception {
        LedgerEntry entry = entry("exact", 1);
        entry.setAmount(new BigDecimal("999999999999.999999"));
        entry.setQuantity(new BigDecimal("0.000000000000000001"));
        wire.send(TOPICS.walletLedger, "exact", entry);

        await("SELECT count(*) FROM drawdown.ledger_entries WHERE wallet_id = 'exact'", "1");

        assertThat(database.rows("SELECT amount, quantity, unit_price, recorded_at, reference, balance_after,"
                        + " source_offset FROM drawdown.ledger_entries WHERE wallet_id = 'exact'"))
                .containsExactly("999999999999.999999 0.000000000000000001 - 2026-03-29 01:30:00.123 - 0.000000 7");
    }

    @Test
    void shouldWriteAnEntryThatComesTwiceOnce() throws Exception {
        wire.send(TOPICS.walletLedger, "twice", entry("twice", 1));
        wire.send(TOPICS.walletLedger, "twice", entry("twice", 1));
        wire.send(TOPICS.walletLedger, "twice", entry("twice", 2));

        await("SELECT max(seq) FROM drawdown.ledger_entries WHERE wallet_id = 'twice'", "2");

        assertThat(database.rows("SELECT seq FROM drawdown.ledger_entries WHERE wallet_id = 'twice' ORDER BY seq"))
                .containsExactly("1", "2");
    }

    @Test
    void shouldHoldTheLatestBalanceAndDropItOnATombstone() throws Exception {
        wire.send(TOPICS.walletBalances, "kept", balance("kept", "1.000000", 1));
        wire.send(TOPICS.walletBalances, "gone", balance("gone", "5.000000", 1));
        wire.send(TOPICS.walletBalances, "kept", balance("kept", "2.500000", 2));
        await("SELECT count(*) FROM drawdown.wallet_balances WHERE wallet_id IN ('kept', 'gone')", "2");

        wire.tombstone(TOPICS.walletBalances, "gone");

        await("SELECT count(*) FROM drawdown.wallet_balances WHERE wallet_id = 'gone'", "0");
        await("SELECT available FROM drawdown.wallet_balances WHERE wallet_id = 'kept'", "2.500000");
    }

    @Test
    void shouldCarryAlertsPaymentsAndWhatCameOfThem() throws Exception {
        wire.send(TOPICS.walletAlerts, "paying", alert("paying"));
        wire.send(TOPICS.walletPaymentRequests, "paying", request("paying", 1));
        wire.send(TOPICS.walletPaymentRequests, "paying", request("paying", 2));
        wire.send(TOPICS.walletCommands, "paying", answer("paying", 1, "FAILED", "card_declined"));
        wire.send(TOPICS.walletCommands, "paying", answer("paying", 2, "SUCCEEDED", null));

        await("SELECT count(*) FROM drawdown.payment_answers WHERE wallet_id = 'paying'", "2");
        await("SELECT count(*) FROM drawdown.payment_requests WHERE wallet_id = 'paying'", "2");
        await(
                "SELECT kind || threshold FROM drawdown.balance_alerts WHERE wallet_id = 'paying'",
                "BALANCE_LEVEL10.000000");

        assertThat(database.rows("SELECT attempt, status, decline_code, answered_at FROM drawdown.payment_answers"
                        + " WHERE wallet_id = 'paying' ORDER BY attempt"))
                .containsExactly(
                        "1 FAILED card_declined 2026-03-29 01:30:00.123", "2 SUCCEEDED - 2026-03-29 01:30:00.123");
    }

    @Test
    void shouldAddAColumnForEachFieldThatANewerWriterHas() throws Exception {
        wire.send(TOPICS.walletAlerts, "newer", alert("newer/1", "newer"));
        await("SELECT count(*) FROM drawdown.balance_alerts WHERE wallet_id = 'newer'", "1");

        wire.sendWithMore(
                TOPICS.walletAlerts, "newer", alert("newer/2", "newer"), """
                {"name": "region", "type": ["null", "string"], "default": null},
                {"name": "severity", "type": "int", "default": 3},
                {"name": "cost", "default": "\\u0000",
                 "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}}\
                """, Map.of("region", "eu", "severity", 9));
        wire.send(TOPICS.walletAlerts, "newer", alert("newer/3", "newer"));

        await("SELECT count(*) FROM drawdown.balance_alerts WHERE wallet_id = 'newer'", "3");
        assertThat(database.rows("SELECT region, severity, cost FROM drawdown.balance_alerts"
                        + " WHERE wallet_id = 'newer' ORDER BY alert_id"))
                .containsExactly("- 3 0.000000", "eu 9 0.000000", "- 3 0.000000");
    }

    @Test
    void shouldPutWhatCannotBeReadAsideAndGoOn() throws Exception {
        String deadLetters = TOPICS.prefix() + "warehouse.dead-letters";
        byte[] garbage = "not a record".getBytes(StandardCharsets.UTF_8);
        wire.sendRaw(TOPICS.walletLedger, "garbled", garbage);
        wire.send(TOPICS.walletBalances, TOPICS.walletLedger.name(), "garbled", balance("garbled", "1.000000", 1));
        wire.send(TOPICS.walletLedger, "garbled", entry("garbled", 1));

        await("SELECT count(*) FROM drawdown.ledger_entries WHERE wallet_id = 'garbled'", "1");

        List<ConsumerRecord<String, byte[]>> aside = wire.readAll(deadLetters, 2);
        assertThat(aside).extracting(ConsumerRecord::key).containsOnly("garbled");
        assertThat(aside.getFirst().value()).isEqualTo(garbage);
        assertThat(why(aside.getFirst())).contains("Expected a value that begins with 0");
        assertThat(why(aside.getLast())).contains("Expected a dev.drawdown.schemas.LedgerEntry");
    }

    @Test
    void shouldTakeOnlyWhatIsCommitted() throws Exception {
        wire.sendAndAbort(TOPICS.walletLedger, "open", entry("open", 1));
        wire.send(TOPICS.walletLedger, "open", entry("open", 2));

        await("SELECT count(*) FROM drawdown.ledger_entries WHERE wallet_id = 'open'", "1");

        assertThat(database.rows("SELECT seq FROM drawdown.ledger_entries WHERE wallet_id = 'open'"))
                .containsExactly("2");
    }

    @Test
    void shouldStoreATextThatNoTextOfPostgresHolds() throws Exception {
        LedgerEntry entry = entry("nul", 1);
        entry.setDescription("a\0b ☕ '; DROP TABLE drawdown.ledger_entries; --");
        wire.send(TOPICS.walletLedger, "nul", entry);

        await(
                "SELECT description FROM drawdown.ledger_entries WHERE wallet_id = 'nul' UNION ALL SELECT 'none' LIMIT"
                        + " 1",
                "a\uFFFDb ☕ '; DROP TABLE drawdown.ledger_entries; --");
    }

    private static String why(ConsumerRecord<String, byte[]> deadLetter) {
        Header header = deadLetter.headers().lastHeader("__connect.errors.exception.message");
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void await(String query, String cell) throws Exception {
        Await.until(cell + " from " + query, LIMIT, () -> {
            assertThat(worker.failures()).isEmpty();
            List<String> rows = database.rows(query);
            return !rows.isEmpty() && rows.getFirst().equals(cell);
        });
    }

    private static LedgerEntry entry(String wallet, long seq) {
        BigDecimal nothing = new BigDecimal("0.000000");
        return LedgerEntry.newBuilder()
                .setWalletId(wallet)
                .setSeq(seq)
                .setTransactionId("t-" + seq)
                .setOwnerId("owner")
                .setType("DEBIT")
                .setReason("USAGE")
                .setStatus("COMPLETED")
                .setAmount(nothing)
                .setCredits(nothing)
                .setCurrency("USD")
                .setBalanceDelta(nothing)
                .setBalanceBefore(nothing)
                .setBalanceAfter(nothing)
                .setDebitAccount("deferred_revenue")
                .setCreditAccount("revenue")
                .setRecognizedRevenue(nothing)
                .setInputId("i-" + seq)
                .setSourceTopic("usage.events")
                .setSourcePartition(1)
                .setSourceOffset(7)
                .setDescription("Usage")
                .setOccurredAt(AT)
                .setRecordedAt(AT)
                .setConfigVersion(1)
                .setPrevHash("0".repeat(64))
                .setHash("1".repeat(64))
                .build();
    }

    private static WalletBalance balance(String wallet, String available, long seq) {
        BigDecimal nothing = new BigDecimal("0.000000");
        return WalletBalance.newBuilder()
                .setWalletId(wallet)
                .setOwnerId("owner")
                .setCurrency("USD")
                .setStatus("ACTIVE")
                .setSettled(new BigDecimal(available))
                .setHeld(nothing)
                .setPending(nothing)
                .setOwed(nothing)
                .setAvailable(new BigDecimal(available))
                .setLevel("OK")
                .setGate("OPEN")
                .setSeq(seq)
                .setUpdatedAt(AT)
                .build();
    }

    private static BalanceAlert alert(String wallet) {
        return alert(wallet + "/1", wallet);
    }

    private static BalanceAlert alert(String id, String wallet) {
        return BalanceAlert.newBuilder()
                .setAlertId(id)
                .setWalletId(wallet)
                .setOwnerId("owner")
                .setKind("BALANCE_LEVEL")
                .setThreshold(new BigDecimal("10.000000"))
                .setBalance(new BigDecimal("9.000000"))
                .setCurrency("USD")
                .setWalletSeq(1)
                .setCausedBy("e-1")
                .setMessage("Low")
                .setAt(AT)
                .build();
    }

    private static PaymentRequest request(String wallet, int attempt) {
        return PaymentRequest.newBuilder()
                .setRequestId(wallet + "/AUTO_RECHARGE/1")
                .setWalletId(wallet)
                .setOwnerId("owner")
                .setPurpose("AUTO_RECHARGE")
                .setMode("DIRECT")
                .setAmount(new BigDecimal("100.000000"))
                .setCurrency("USD")
                .setAttempt(attempt)
                .setMethod("DEFAULT")
                .setDescription("Recharge")
                .setCausedBy("e-1")
                .setRequestedAt(AT)
                .build();
    }

    private static WalletCommand answer(String wallet, int attempt, String status, @Nullable String declineCode) {
        return WalletCommand.newBuilder()
                .setCommandId("answer-" + attempt)
                .setWalletId(wallet)
                .setIssuedBy("payments")
                .setIssuedAt(AT)
                .setBody(RecordPayment.newBuilder()
                        .setRequestId(wallet + "/AUTO_RECHARGE/1")
                        .setAttempt(attempt)
                        .setStatus(status)
                        .setDeclineCode(declineCode)
                        .setAt(AT)
                        .build())
                .build();
    }
}
