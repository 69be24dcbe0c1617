package dev.drawdown.connectors.warehouse;

import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.postgres.ServerTuning;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running warehouse: PostgreSQL with the tables and views, and the sinks that fill it. */
public final class Warehouse implements AutoCloseable {
    private static final List<String> CREDENTIALS = List.of(
            "DRAWDOWN_REGISTRY_USER",
            "DRAWDOWN_REGISTRY_PASSWORD",
            "DRAWDOWN_REGISTRY_TOKEN",
            "DRAWDOWN_REGISTRY_TRUSTSTORE_LOCATION",
            "DRAWDOWN_REGISTRY_TRUSTSTORE_PASSWORD",
            "DRAWDOWN_REGISTRY_KEYSTORE_LOCATION",
            "DRAWDOWN_REGISTRY_KEYSTORE_PASSWORD");

    private final PostgresServer database;
    private final ConnectWorker worker;

    /**
     * Where what it holds comes from.
     *
     * @param topicsPrefix what stands in front of every topic's name; may be empty
     */
    public record Source(String bootstrap, String registryUrl, String topicsPrefix) {}

    private Warehouse(PostgresServer database, ConnectWorker worker) {
        this.database = database;
        this.worker = worker;
    }

    /**
     * Opens it on what the directory holds, or a new one.
     *
     * @param port PostgreSQL's; 0 for any free one
     */
    public static Warehouse open(Path directory, int port, Source source) throws SQLException, InterruptedException {
        PostgresServer database = PostgresServer.open(directory.resolve("postgres"), port, ServerTuning.WAREHOUSE);
        try {
            try (Connection connection = database.connect()) {
                Migrations.apply(connection);
            }
            return new Warehouse(database, worker(directory, database, source));
        } catch (RuntimeException | SQLException | InterruptedException failure) {
            database.close();
            throw failure;
        }
    }

    private static ConnectWorker worker(Path directory, PostgresServer database, Source source)
            throws InterruptedException {
        ConnectWorker worker = ConnectWorker.start(source.bootstrap(), directory);
        try {
            for (String file : Sinks.FILES) {
                worker.deploy(Sinks.read(file, environment(database.url(), database.password(), source)));
            }
            return worker;
        } catch (RuntimeException | InterruptedException failure) {
            worker.close();
            throw failure;
        }
    }

    /** Returns what the sinks' configurations want to know, for a database that we made. */
    public static Map<String, String> environment(String url, String password, Source source) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "WAREHOUSE_URL",
                url + "?reWriteBatchedInserts=true&tcpKeepAlive=true&socketTimeout=300",
                "WAREHOUSE_USER",
                PostgresServer.USER,
                "WAREHOUSE_PASSWORD",
                password,
                "WAREHOUSE_TASKS",
                "1",
                "WAREHOUSE_REPLICATION_FACTOR",
                "1",
                "DRAWDOWN_REGISTRY_URL",
                source.registryUrl(),
                "DRAWDOWN_TOPICS_PREFIX",
                source.topicsPrefix()));
        // The registry beside it lets everybody in.
        CREDENTIALS.forEach(name -> environment.put(name, ""));
        return environment;
    }

    /** Returns where {@code psql} finds it. */
    public String psqlUrl() {
        return database.psqlUrl();
    }

    ConnectWorker worker() {
        return worker;
    }

    @Override
    public void close() {
        worker.close();
        database.close();
    }
}
