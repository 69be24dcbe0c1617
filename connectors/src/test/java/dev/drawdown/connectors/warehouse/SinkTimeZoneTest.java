package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.ChildJvm;
import dev.drawdown.connectors.testing.TestDatabase;
import dev.drawdown.connectors.testing.Wire;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose clock is Berlin's writes times in UTC, also those that Berlin's clocks never show, or show twice. */
class SinkTimeZoneTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Topics TOPICS = Topics.unprefixed();

    /** The last of a month that has ended in Berlin; what summer time leaves out; an hour that comes twice. */
    private static final List<String> TIMES = List.of(
            "2026-01-31T23:30:00.001Z", "2026-03-29T02:30:00.123Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    @Timeout(300)
    void shouldWriteTimesInUtcWhateverTheWorkersZone() throws Exception {
        TestDatabase database = TestDatabase.create("zones");
        try (Embedded cluster = Embedded.openTemporary();
                Wire wire = new Wire(cluster.bootstrap(), cluster.registryUrl())) {
            wire.createTopics(TOPICS, 1);
            Warehouse.Source source = new Warehouse.Source(cluster.bootstrap(), cluster.registryUrl(), "");
            try (ChildJvm worker =
                    WorkerChild.start(source, database.url(), database.password(), directory, 1, "Europe/Berlin")) {
                Await.until("a worker", LIMIT, () -> worker.said(WorkerChild.READY + " Europe/Berlin"));
                send(wire);
                await(database, "ledger_entries", TIMES.size());
                await(database, "payment_requests", 1);
                await(database, "balance_alerts", 2);
            }
        }

        assertThat(database.rows("SELECT recorded_at, occurred_at FROM drawdown.ledger_entries ORDER BY seq"))
                .containsExactly(
                        "2026-01-31 23:30:00.001 2026-01-31 23:30:00.001",
                        "2026-03-29 02:30:00.123 2026-03-29 02:30:00.123",
                        "2026-10-25 00:30:00 2026-10-25 00:30:00",
                        "2026-10-25 01:30:00 2026-10-25 01:30:00");
        assertThat(database.rows("SELECT due_at FROM drawdown.payment_requests"))
                .containsExactly("2026-03-29 02:30:00.123");
        assertThat(database.rows("SELECT seen_at FROM drawdown.balance_alerts ORDER BY alert_id"))
                .as("a column that was added, its default and a value")
                .containsExactly("1970-01-01 00:00:00", "2026-03-29 02:30:00.123");
        assertThat(monthsInASessionOf("Europe/Berlin", database))
                .containsExactly("2026-01-01", "2026-03-01", "2026-10-01");
    }

    private static void send(Wire wire) throws Exception {
        for (String time : TIMES) {
            LedgerEntry entry = Records.entry("w", TIMES.indexOf(time) + 1L);
            entry.setRecordedAt(Instant.parse(time));
            entry.setOccurredAt(Instant.parse(time));
            wire.send(TOPICS.walletLedger, "w", entry);
        }
        PaymentRequest request = Records.request("w", 1);
        request.setDueAt(Instant.parse(TIMES.get(1)));
        wire.send(TOPICS.walletPaymentRequests, "w", request);
        wire.send(TOPICS.walletAlerts, "w", Records.alert("1", "w"));
        wire.sendWithMore(
                TOPICS.walletAlerts,
                "w",
                Records.alert("2", "w"),
                """
                {"name": "seen_at", "type": {"type": "long", "logicalType": "timestamp-millis"}, "default": 0}\
                """,
                Map.of("seen_at", Instant.parse(TIMES.get(1)).toEpochMilli()));
    }

    private static void await(TestDatabase database, String table, int rows) throws Exception {
        Await.until(
                rows + " rows of " + table,
                LIMIT,
                () -> database.cell("SELECT count(*) FROM drawdown." + table).equals(Integer.toString(rows)));
    }

    /** Months are UTC's, whatever zone the client of the database is in. */
    private static List<String> monthsInASessionOf(String zone, TestDatabase database) throws Exception {
        List<String> months = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE '" + zone + "'");
            try (ResultSet rows = statement.executeQuery(
                    "SELECT DISTINCT drawdown.month(recorded_at) FROM drawdown.ledger_entries ORDER BY 1")) {
                while (rows.next()) {
                    months.add(rows.getString(1));
                }
            }
        }
        return months;
    }
}
