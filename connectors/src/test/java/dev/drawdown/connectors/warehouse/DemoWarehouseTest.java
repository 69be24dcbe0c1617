package dev.drawdown.connectors.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drawdown.connectors.testing.Await;
import dev.drawdown.connectors.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./drawdown demo --warehouse} promises on the screen holds. */
class DemoWarehouseTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern ADDRESS =
            Pattern.compile("psql postgresql://(\\w+):(\\w+)@(127\\.0\\.0\\.1:\\d+/\\w+)\\s");
    private static final Pattern QUERY = Pattern.compile(" -c '([^']+)'");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    @Timeout(400)
    void shouldPrintWhereTheWarehouseIsAndQueriesThatItAnswers() throws Exception {
        Path log = directory.resolve("demo.log");
        String[] demo = {
            "demo",
            "--warehouse",
            "--warehouse-port",
            "0",
            "--http-port",
            "0",
            "--kafka-port",
            "0",
            "--registry-port",
            "0",
            "--stripe-port",
            "0"
        };
        Address address;
        try (ChildJvm child = ChildJvm.start(DemoChild.class, log, demo)) {
            Await.until("the warehouse's address", LIMIT, () -> child.said("sequence_faults"));
            String said = Files.readString(log);
            address = Address.in(said);
            List<String> queries =
                    QUERY.matcher(said).results().map(query -> query.group(1)).toList();
            try (Connection connection = address.connect()) {
                Await.until("entries", LIMIT, () -> count(connection, "SELECT * FROM drawdown.ledger_entries") > 100);
                Await.until("balances", LIMIT, () -> count(connection, queries.getFirst()) == 10);
                assertThat(queries).hasSize(3);
                assertThat(count(connection, queries.get(1))).isPositive();
                assertThat(count(
                                connection,
                                "SELECT * FROM (" + queries.get(2) + ") AS faults WHERE fault <> 'MISSING_AT_THE_END'"))
                        .isZero();
            }
            child.stop();
        }
        assertThatExceptionOfType(SQLException.class).isThrownBy(address::connect);
    }

    private static int count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM (" + query + ") AS asked")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private record Address(String user, String password, String place) {
        static Address in(String said) {
            Matcher address = ADDRESS.matcher(said);
            assertThat(address.find()).as(said).isTrue();
            return new Address(address.group(1), address.group(2), address.group(3));
        }

        Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://" + place, user, password);
        }
    }
}
