package dev.drawdown.connectors.testing;

import dev.drawdown.connectors.warehouse.Migrations;
import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.postgres.ServerTuning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database of a test's own, with the warehouse's tables and views, on the one PostgreSQL of all tests. */
public final class TestDatabase {
    private static @Nullable PostgresServer shared;

    private final String url;
    private final String password;

    private TestDatabase(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /** One that is there, where a JDBC driver finds it. */
    public static TestDatabase at(String url, String password) {
        return new TestDatabase(url, password);
    }

    /** Makes a new one on the shared server, which ends with this JVM and leaves nothing behind. */
    public static synchronized TestDatabase create(String name) throws IOException, SQLException, InterruptedException {
        if (shared == null) {
            Path directory = Files.createTempDirectory("drawdown-warehouse-");
            PostgresServer server = PostgresServer.open(directory, 0, ServerTuning.WAREHOUSE);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory), "end-postgres"));
            shared = server;
        }
        return create(shared, name);
    }

    private static void end(PostgresServer server, Path directory) {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static TestDatabase create(PostgresServer server, String name) throws SQLException {
        return create(server.url(), server.password(), name);
    }

    /** Makes a new one beside that which is at {@code url}. */
    public static TestDatabase create(String url, String password, String name) throws SQLException {
        at(url, password).execute("CREATE DATABASE " + name);
        TestDatabase database = at(url.substring(0, url.lastIndexOf('/') + 1) + name, password);
        try (Connection connection = database.connect()) {
            Migrations.apply(connection);
        }
        return database;
    }

    public String url() {
        return url;
    }

    public String password() {
        return password;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.USER, password);
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the rows of a query as text, columns separated by one space, null as {@code -}. */
    public List<String> rows(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    String cell = rows.getString(column);
                    cells.add(cell == null ? "-" : cell);
                }
                found.add(String.join(" ", cells));
            }
            return found;
        }
    }

    /** Returns the only cell of a query. */
    public String cell(String query) throws SQLException {
        return rows(query).getFirst();
    }
}
