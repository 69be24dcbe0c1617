package dev.drawdown.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Skipped, with the reason, where PostgreSQL cannot run. */
class PostgresServerTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private PostgresServer server;

    @BeforeEach
    void open() throws InterruptedException {
        try {
            server = PostgresServer.open(directory, 0, ServerTuning.WAREHOUSE);
        } catch (PostgresUnavailableException unavailable) {
            Assumptions.abort(unavailable.toString());
        }
    }

    @AfterEach
    void close() {
        // Where PostgreSQL cannot run there is none.
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldGoOnFromItsDirectoryUnderAnotherTuning() throws Exception {
        assertThat(answer(server, "CREATE TABLE kept AS SELECT 7 AS n; SELECT n FROM kept"))
                .isEqualTo("7");
        assertThat(answer(server, "SHOW shared_buffers")).isEqualTo("256MB");
        server.close();

        ServerTuning other = new ServerTuning(true, Map.of("shared_buffers", "16MB"));
        try (PostgresServer again = PostgresServer.open(directory, 0, other)) {
            assertThat(answer(again, "SELECT n FROM kept")).isEqualTo("7");
            assertThat(answer(again, "SHOW shared_buffers")).isEqualTo("16MB");
        }
    }

    @Test
    void shouldSayThatItDoesNotStartWhenThePortIsTaken() {
        assertThatExceptionOfType(PostgresUnavailableException.class)
                .isThrownBy(
                        () -> PostgresServer.open(directory.resolve("second"), server.port(), ServerTuning.WAREHOUSE))
                .withMessageContaining("on port " + server.port());
    }

    @Test
    void shouldTakeNoConnectionsWhenItIsClosed() {
        server.close();

        assertThatExceptionOfType(SQLException.class).isThrownBy(server::connect);
    }

    private static String answer(PostgresServer server, String statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            boolean isQuery = statement.execute(statements);
            while (!isQuery) {
                isQuery = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
