package dev.drawdown.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A running PostgreSQL on a directory of its own. */
public final class PostgresServer implements AutoCloseable {
    /** The only user, who may do everything. */
    public static final String USER = "drawdown";

    private static final String DATABASE = "postgres";
    private static final String PASSWORD_FILE = "password";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;
    private static final long STOP_SECONDS = 30;
    /** A free port may be taken before it is, or a server that was left alone may still be stopping. */
    private static final Duration RETRY_LIMIT = Duration.ofSeconds(5);

    private static final long RETRY_MILLIS = 250;
    /** Below those that the system gives to clients. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    /** Ends the server with the end of its input, which is our end, so that it does not outlive us. */
    private static final String WITH_US = """
        exec 3<&0
        "$@" 3<&- </dev/null & server=$!
        (cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & watch=$!
        wait $server; code=$?
        kill $watch 2>/dev/null
        exit $code
        """;

    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            // Containers often have a tiny /dev/shm.
            "dynamic_shared_memory_type", "mmap",
            // No commit waits for the disk, as none of Kafka's broker or RocksDB does here: the end of a process loses
            // nothing, a power cut may damage it.
            "synchronous_commit", "off",
            "fsync", "off",
            "jit", "off");

    private final Path directory;
    private final Process process;
    private final int port;

    private PostgresServer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on what the directory holds, or on a new database, and returns when it takes connections.
     *
     * @param port 0 for any free one
     * @throws PostgresUnavailableException if it cannot run here
     */
    public static PostgresServer open(Path directory, int port, ServerTuning tuning) throws InterruptedException {
        try {
            Files.createDirectories(directory);
            ProgramArchive.unpackInto(directory.resolve("program"));
            ServerUser user = ServerUser.whoCanRunIn(directory);
            if (!Files.exists(directory.resolve("cluster").resolve("PG_VERSION"))) {
                initialize(directory, user, tuning);
            }
            return start(directory, user, port, tuning);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void initialize(Path directory, ServerUser user, ServerTuning tuning)
            throws IOException, InterruptedException {
        Files.writeString(
                directory.resolve(PASSWORD_FILE), UUID.randomUUID().toString().replace("-", ""));
        Process initdb = user.run(
                directory,
                List.of(
                        "program/bin/initdb",
                        "--pgdata=cluster",
                        "--username=" + USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + PASSWORD_FILE,
                        "--encoding=UTF8",
                        "--locale=C",
                        tuning.checksums() ? "--data-checksums" : "--no-data-checksums",
                        "--no-sync"),
                log(directory));
        if (initdb.waitFor() != 0) {
            throw new PostgresUnavailableException(
                    "Expected to make a database, but it failed: see " + logFile(directory));
        }
    }

    private static PostgresServer start(Path directory, ServerUser user, int port, ServerTuning tuning)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + RETRY_LIMIT.toNanos();
        while (System.nanoTime() - deadlineNanos < 0) {
            PostgresServer server = launch(directory, user, port == 0 ? anyPort() : port, tuning);
            if (server.takesConnections()) {
                return server;
            }
            server.close();
            Thread.sleep(RETRY_MILLIS);
        }
        throw new PostgresUnavailableException("Expected PostgreSQL to start on "
                + (port == 0 ? "a free port" : "port " + port) + ", but it did not; is the port taken? See "
                + logFile(directory));
    }

    private static int anyPort() {
        return ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
    }

    private static PostgresServer launch(Path directory, ServerUser user, int port, ServerTuning tuning) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WITH_US, "sh"));
        command.addAll(List.of("program/bin/postgres", "-D", "cluster", "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        tuning.settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new PostgresServer(directory, user.run(directory, command, log(directory)), port);
    }

    private static ProcessBuilder.Redirect log(Path directory) {
        return ProcessBuilder.Redirect.appendTo(logFile(directory).toFile());
    }

    private static Path logFile(Path directory) {
        return directory.resolve("server.log");
    }

    /** Waits until it takes connections; false if it ended before, mostly because the port is taken. */
    private boolean takesConnections() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
        }
        // One that was left alone on the same directory answers too, for as long as it takes to stop.
        return process.isAlive();
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(0);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Opens a connection; each statement commits by itself. */
    public Connection connect() throws SQLException {
        return connect(Map.of());
    }

    /** Opens a connection with settings of the driver's. */
    public Connection connect(Map<String, String> driver) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(driver);
        properties.put("user", USER);
        properties.put("password", password());
        return DriverManager.getConnection(url(), properties);
    }

    /** Returns where a JDBC driver finds it. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Returns where {@code psql} finds it, password and all. */
    public String psqlUrl() {
        return "postgresql://" + USER + ":" + password() + "@127.0.0.1:" + port + "/" + DATABASE;
    }

    public int port() {
        return port;
    }

    /** Returns the password of {@link #USER}, drawn when the database was made. */
    public String password() {
        try {
            return Files.readString(directory.resolve(PASSWORD_FILE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Breaks off what is under way, and stops. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // It ended by itself, which is as good.
        }
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
