package dev.drawdown.connectors.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The warehouse's tables and views, as the files in {@code connectors/sql} make them, one after the other. */
public final class Migrations {
    /** The files, in order. The number in a name is its version; what was released is never changed. */
    static final List<String> FILES = List.of(
            "V01__tables.sql",
            "V02__books.sql",
            "V03__operations.sql",
            "V04__proof.sql",
            "V05__cards_and_holds.sql",
            "V06__months.sql",
            "V07__returns.sql");

    private static final String FOLDER = "/dev/drawdown/connectors/sql/";

    private Migrations() {}

    /** Applies the files that have not been, each as one transaction. Each enters itself into {@code drawdown.versions}. */
    public static void apply(Connection database) throws SQLException {
        boolean autoCommit = database.getAutoCommit();
        database.setAutoCommit(false);
        try {
            for (String file : FILES.subList(version(database), FILES.size())) {
                try (Statement statement = database.createStatement()) {
                    statement.execute(content(file));
                }
                database.commit();
            }
        } finally {
            database.rollback();
            database.setAutoCommit(autoCommit);
        }
    }

    private static int version(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            if (number(statement, "SELECT count(*) FROM pg_tables WHERE schemaname = 'drawdown'") == 0) {
                return 0;
            }
            return number(statement, "SELECT max(version) FROM drawdown.versions");
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String content(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + file + " in this jar, but it is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
