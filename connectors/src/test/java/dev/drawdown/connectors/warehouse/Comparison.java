package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.Topic;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.WalletBalance;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The warehouse beside the topics: every column of every row beside every field of every record. */
final class Comparison {
    private final Topics topics;
    private final Wire wire;
    private final TestDatabase database;

    Comparison(Topics topics, Wire wire, TestDatabase database) {
        this.topics = topics;
        this.wire = wire;
        this.database = database;
    }

    /** Waits until so many inputs have their entries in the warehouse, and the last balances are there. */
    void awaitAll(int inputs, Duration limit) throws Exception {
        // The cheap question first: this one costs the database more than the sink does.
        Await.until(
                inputs + " rows",
                limit,
                () -> Integer.parseInt(database.cell("SELECT count(*) FROM drawdown.ledger_entries")) >= inputs);
        Await.until(
                "entries of " + inputs + " inputs",
                limit,
                () -> database.cell("SELECT count(DISTINCT (wallet_id, input_id)) FROM drawdown.ledger_entries")
                        .equals(Integer.toString(inputs)));
        Await.until(
                "the balances behind them",
                limit,
                () -> database.rows("SELECT * FROM drawdown.wallet_balances b WHERE seq <> (SELECT max(seq) FROM"
                                + " drawdown.ledger_entries WHERE wallet_id = b.wallet_id)")
                        .isEmpty());
    }

    void entriesShouldBeTheTopics(int atLeast) throws Exception {
        Map<String, String> written = new HashMap<>();
        for (LedgerEntry entry : wire.read(topics.walletLedger)) {
            assertThat(written.put(entry.getWalletId() + "/" + entry.getSeq(), line(entry)))
                    .as("an entry that the engine wrote twice")
                    .isNull();
        }
        assertThat(written.size()).isGreaterThan(atLeast);
        assertThat(rowsDiffering(topics.walletLedger, "ledger_entries", "wallet_id || '/' || seq", written))
                .isEmpty();
        assertThat(written).as("entries without a row").isEmpty();
    }

    void balancesShouldBeTheTopics() throws Exception {
        Map<String, String> latest = new HashMap<>();
        for (WalletBalance balance : wire.read(topics.walletBalances)) {
            latest.put(balance.getWalletId(), line(balance));
        }
        assertThat(latest).isNotEmpty();
        assertThat(rowsDiffering(topics.walletBalances, "wallet_balances", "wallet_id", latest))
                .isEmpty();
        assertThat(latest).as("wallets without a row").isEmpty();
    }

    void alertsShouldBeTheTopics(Duration limit) throws Exception {
        Map<String, String> written = new HashMap<>();
        for (BalanceAlert alert : wire.read(topics.walletAlerts)) {
            assertThat(written.put(alert.getAlertId(), line(alert)))
                    .as("an alert that was raised twice")
                    .isNull();
        }
        awaitRows("balance_alerts", written.size(), limit);
        assertThat(rowsDiffering(topics.walletAlerts, "balance_alerts", "alert_id", written))
                .isEmpty();
        assertThat(written).as("alerts without a row").isEmpty();
    }

    /** A request that goes out again under the same identity is the same row, as it was said last. */
    void paymentsShouldBeTheTopics(Duration limit) throws Exception {
        Map<String, String> latest = new HashMap<>();
        for (PaymentRequest request : wire.read(topics.walletPaymentRequests)) {
            latest.put(request.getRequestId() + "#" + request.getAttempt(), line(request));
        }
        assertThat(latest.keySet())
                .anyMatch(id -> id.contains("/TOP_UP/"))
                .anyMatch(id -> id.contains("/AUTO_RECHARGE/"));
        awaitRows("payment_requests", latest.size(), limit);
        assertThat(rowsDiffering(
                        topics.walletPaymentRequests, "payment_requests", "request_id || '#' || attempt", latest))
                .isEmpty();
        assertThat(latest).as("requests without a row").isEmpty();
    }

    /** Their sinks have consumers of their own, which may come after that of the ledger. */
    private void awaitRows(String table, int rows, Duration limit) throws Exception {
        assertThat(rows).as(table).isPositive();
        Await.until(
                rows + " rows of " + table,
                limit,
                () -> Integer.parseInt(database.cell("SELECT count(*) FROM drawdown." + table)) >= rows);
    }

    void sumsShouldBeTheEngines() throws Exception {
        Map<String, BigDecimal> sums = new HashMap<>();
        for (WalletBalance balance : wire.read(topics.walletBalances)) {
            sums.put(balance.getWalletId(), balance.getSettled().subtract(balance.getOwed()));
        }
        Map<String, BigDecimal> warehouse = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT wallet_id, sum(balance_delta) FROM drawdown.ledger_entries GROUP BY wallet_id")) {
            while (rows.next()) {
                warehouse.put(rows.getString(1), rows.getBigDecimal(2));
            }
        }
        assertThat(warehouse).isEqualTo(sums);
        assertThat(database.rows("SELECT * FROM drawdown.sequence_faults")).isEmpty();
        assertThat(database.rows("SELECT * FROM drawdown.balance_differences")).isEmpty();
        assertThat(database.rows("SELECT bool_and(difference = 0), sum(wallets) FROM drawdown.conservation"))
                .containsExactly("t " + sums.size());
        assertThat(database.rows("SELECT sum(debits - credits) = 0 FROM drawdown.trial_balance"))
                .containsExactly("t");
        assertThat(database.rows("SELECT (SELECT sum(revenue) FROM drawdown.recognised_revenue) = (SELECT"
                        + " sum(credit_balance) FROM drawdown.trial_balance WHERE account IN ('revenue',"
                        + " 'breakage'))"))
                .containsExactly("t");
    }

    /** Returns the first few rows that are not what was written, and takes what was from {@code written}. */
    private List<String> rowsDiffering(Topic<?> topic, String table, String key, Map<String, String> written)
            throws Exception {
        List<String> differing = new ArrayList<>();
        Schema schema = topic.schema();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(5_000);
                try (ResultSet rows = statement.executeQuery("SELECT " + key + " AS place, * FROM drawdown." + table)) {
                    while (rows.next() && differing.size() < 5) {
                        String expected = written.remove(rows.getString("place"));
                        String found = line(schema, rows);
                        if (!found.equals(expected)) {
                            differing.add("Expected " + expected + ", but it is " + found);
                        }
                    }
                }
            }
        }
        return differing;
    }

    private static String line(SpecificRecord record) {
        StringBuilder line = new StringBuilder();
        for (Schema.Field field : record.getSchema().getFields()) {
            line.append(field.name())
                    .append('=')
                    .append(shown(record.get(field.pos())))
                    .append(' ');
        }
        return line.toString();
    }

    private static String line(Schema schema, ResultSet row) throws Exception {
        StringBuilder line = new StringBuilder();
        for (Schema.Field field : schema.getFields()) {
            line.append(field.name())
                    .append('=')
                    .append(shown(row.getObject(field.name())))
                    .append(' ');
        }
        return line.toString();
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case BigDecimal decimal -> decimal.toPlainString();
            case Instant instant -> Long.toString(instant.toEpochMilli());
            case Timestamp timestamp -> Long.toString(utcMillis(timestamp.toLocalDateTime()));
            default -> value.toString();
        };
    }

    private static long utcMillis(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
