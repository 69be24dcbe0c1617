package dev.drawdown.loadtest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.Embedded;
import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.postgres.PostgresUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Skipped, with the reason, where PostgreSQL cannot run. */
class PostgresPeerTest {
    private static final int EVENTS = 400;

    private final Embedded cluster = Embedded.openTemporary();

    @TempDir
    private Path data;

    @BeforeEach
    void requirePostgres() throws InterruptedException {
        try {
            PostgresTuning.open(data).close();
        } catch (PostgresUnavailableException unavailable) {
            Assumptions.abort(unavailable.toString());
        }
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void shouldDebitEachEventOnceFromTranchesInOrder() throws Exception {
        PeerInputs inputs = PeerInputs.create(cluster, EVENTS);

        try (PeerProcess peer = start()) {
            peer.awaitApplied(inputs.records().size());
        }

        assertRightBooks(inputs);
    }

    @Test
    void shouldGoOnAfterAKillWithoutDebitingTwice() throws Exception {
        PeerInputs inputs = PeerInputs.create(cluster, EVENTS);
        PeerProcess killed = start();
        killed.awaitApplied(1);
        killed.kill();

        try (PeerProcess peer = start()) {
            peer.awaitApplied(inputs.records().size());
        }

        assertRightBooks(inputs);
    }

    @Test
    void shouldGoOnWithTheFirstInputThatIsStillThere() throws Exception {
        PeerInputs inputs = PeerInputs.create(cluster, EVENTS);
        try (PeerProcess peer = start()) {
            peer.awaitApplied(inputs.records().size());
        }
        try (PostgresServer server = PostgresTuning.open(data);
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE progress SET next_offset = 0");
        }
        long deleted = inputs.deleteFirst(cluster, 5);

        try (PeerProcess peer = start()) {
            peer.awaitApplied(inputs.records().size() - deleted);
        }

        assertRightBooks(inputs);
    }

    private PeerProcess start() {
        return PeerProcess.start("postgres", cluster.bootstrap(), cluster.registryUrl(), data);
    }

    private void assertRightBooks(PeerInputs inputs) throws Exception {
        try (PostgresServer server = PostgresTuning.open(data);
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            assertThat(sums(statement, "SELECT wallet_id, 1000000000000 - balance_micros FROM wallet"))
                    .isEqualTo(inputs.spentMicros());
            assertThat(sums(
                            statement,
                            "SELECT wallet_id, 1000000000000 - sum(remaining_micros) FROM tranche GROUP BY 1"))
                    .isEqualTo(inputs.spentMicros());
            assertThat(sums(statement, "SELECT wallet_id, sum(amount_micros) FROM ledger GROUP BY 1"))
                    .isEqualTo(inputs.spentMicros());
            assertThat(sums(statement, "SELECT wallet_id, count(DISTINCT event_id) FROM ledger GROUP BY 1"))
                    .isEqualTo(inputs.entries());
            assertThat(sums(statement, BROKEN_CHAINS)).isEmpty();
            assertThat(sums(statement, WRONG_TRANCHES)).isEmpty();
        }
    }

    private static final String BROKEN_CHAINS = """
        SELECT wallet_id, seq FROM (
            SELECT *,
                row_number() OVER history AS n,
                lag(balance_after_micros, 1, 1000000000000) OVER history AS left_before
            FROM ledger WINDOW history AS (PARTITION BY wallet_id ORDER BY seq)
        ) AS entries
        WHERE seq <> n OR balance_before_micros <> left_before
            OR balance_after_micros <> balance_before_micros - amount_micros
        """;

    /** The first holds 50, the second 500: a tranche is drawn on until it is empty, then the next. */
    private static final String WRONG_TRANCHES = """
        SELECT wallet_id, seq FROM ledger
        WHERE (tranche_id = 1) <> (balance_before_micros > 999950000000)
            OR (tranche_id = 3) <> (balance_before_micros <= 999450000000)
        """;

    private static Map<String, Long> sums(Statement statement, String query) throws SQLException {
        Map<String, Long> sums = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sums.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sums;
    }
}
