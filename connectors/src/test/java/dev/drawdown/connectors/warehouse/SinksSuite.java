package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for the configurations that are registered with a Connect cluster, in a real worker, wherever broker, registry and
 * database run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SinksSuite {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Topics TOPICS = Topics.withPrefix("sinks.");

    @SuppressWarnings("NullAway.Init")
    private Surroundings surroundings;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private Wire wire;

    @SuppressWarnings("NullAway.Init")
    private ConnectWorker worker;

    /** Starts what the sinks are tried on. */
    abstract Surroundings start() throws Exception;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        surroundings = start();
        database = surroundings.database();
        wire = new Wire(surroundings.bootstrap(), surroundings.registryUrl());
        wire.createTopics(TOPICS, 2);
        worker = ConnectWorker.start(surroundings.bootstrap(), directory);
        Warehouse.Source source =
                new Warehouse.Source(surroundings.bootstrap(), surroundings.registryUrl(), TOPICS.prefix());
        for (String file : Sinks.FILES) {
            worker.deploy(Sinks.read(file, Warehouse.environment(database.url(), database.password(), source)));
        }
    }

    @AfterAll
    void close() throws Exception {
        worker.close();
        wire.close();
        surroundings.close();
    }

    @Test
    void shouldKeepMoneyAndTimeAsTheyAre() throws Exception {
        LedgerEntry entry = Records.entry("exact", 1);
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
        wire.send(TOPICS.walletLedger, "twice", Records.entry("twice", 1));
        wire.send(TOPICS.walletLedger, "twice", Records.entry("twice", 1));
        wire.send(TOPICS.walletLedger, "twice", Records.entry("twice", 2));

        await("SELECT max(seq) FROM drawdown.ledger_entries WHERE wallet_id = 'twice'", "2");

        assertThat(database.rows("SELECT seq FROM drawdown.ledger_entries WHERE wallet_id = 'twice' ORDER BY seq"))
                .containsExactly("1", "2");
    }

    @Test
    void shouldHoldTheLatestBalanceAndDropItOnATombstone() throws Exception {
        wire.send(TOPICS.walletBalances, "kept", Records.balance("kept", "1.000000", 1));
        wire.send(TOPICS.walletBalances, "gone", Records.balance("gone", "5.000000", 1));
        wire.send(TOPICS.walletBalances, "kept", Records.balance("kept", "2.500000", 2));
        await("SELECT count(*) FROM drawdown.wallet_balances WHERE wallet_id IN ('kept', 'gone')", "2");

        wire.tombstone(TOPICS.walletBalances, "gone");

        await("SELECT count(*) FROM drawdown.wallet_balances WHERE wallet_id = 'gone'", "0");
        await("SELECT available FROM drawdown.wallet_balances WHERE wallet_id = 'kept'", "2.500000");
    }

    @Test
    void shouldCarryAlertsPaymentsAndWhatCameOfThem() throws Exception {
        wire.send(TOPICS.walletAlerts, "paying", Records.alert("paying"));
        wire.send(TOPICS.walletPaymentRequests, "paying", Records.request("paying", 1));
        wire.send(TOPICS.walletPaymentRequests, "paying", Records.request("paying", 2));
        wire.send(TOPICS.walletCommands, "paying", Records.answer("paying", 1, "FAILED", "card_declined"));
        wire.send(TOPICS.walletCommands, "paying", Records.answer("paying", 2, "SUCCEEDED", null));

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
        wire.send(TOPICS.walletAlerts, "newer", Records.alert("newer/1", "newer"));
        await("SELECT count(*) FROM drawdown.balance_alerts WHERE wallet_id = 'newer'", "1");

        wire.sendWithMore(
                TOPICS.walletAlerts,
                "newer",
                Records.alert("newer/2", "newer"),
                """
                {"name": "region", "type": ["null", "string"], "default": null},
                {"name": "severity", "type": "int", "default": 3},
                {"name": "cost", "default": "\\u0000",
                 "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}}\
                """,
                Map.of("region", "eu", "severity", 9));
        wire.send(TOPICS.walletAlerts, "newer", Records.alert("newer/3", "newer"));

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
        wire.send(
                TOPICS.walletBalances,
                TOPICS.walletLedger.name(),
                "garbled",
                Records.balance("garbled", "1.000000", 1));
        wire.send(TOPICS.walletLedger, "garbled", Records.entry("garbled", 1));

        await("SELECT count(*) FROM drawdown.ledger_entries WHERE wallet_id = 'garbled'", "1");

        List<ConsumerRecord<String, byte[]>> aside = wire.readAll(deadLetters, 2);
        assertThat(aside).extracting(ConsumerRecord::key).containsOnly("garbled");
        assertThat(aside.getFirst().value()).isEqualTo(garbage);
        assertThat(why(aside.getFirst())).contains("Expected a value that begins with 0");
        assertThat(why(aside.getLast())).contains("Expected a dev.drawdown.schemas.LedgerEntry");
    }

    @Test
    void shouldTakeOnlyWhatIsCommitted() throws Exception {
        wire.sendAndAbort(TOPICS.walletLedger, "open", Records.entry("open", 1));
        wire.send(TOPICS.walletLedger, "open", Records.entry("open", 2));

        await("SELECT count(*) FROM drawdown.ledger_entries WHERE wallet_id = 'open'", "1");

        assertThat(database.rows("SELECT seq FROM drawdown.ledger_entries WHERE wallet_id = 'open'"))
                .containsExactly("2");
    }

    @Test
    void shouldStoreATextThatNoTextOfPostgresHolds() throws Exception {
        LedgerEntry entry = Records.entry("nul", 1);
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

    private void await(String query, String cell) throws Exception {
        Await.until(cell + " from " + query, LIMIT, () -> {
            assertThat(worker.failures()).isEmpty();
            List<String> rows = database.rows(query);
            return !rows.isEmpty() && rows.getFirst().equals(cell);
        });
    }
}
