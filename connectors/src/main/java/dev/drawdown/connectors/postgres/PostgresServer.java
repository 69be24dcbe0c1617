package dev.drawdown.connectors.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
            "shared_buffers", "256MB",
            "max_wal_size", "2GB",
            // For a demo and for tests: the end of a process loses nothing, a power cut may damage it.
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
    public static PostgresServer open(Path directory, int port) throws InterruptedException {
        try {
            Files.createDirectories(directory);
            ProgramArchive.unpackInto(directory.resolve("program"));
            ServerUser user = ServerUser.whoCanRunIn(directory);
            if (!Files.exists(directory.resolve("cluster").resolve("PG_VERSION"))) {
                initialize(directory, user);
            }
            PostgresServer server = start(directory, user, port == 0 ? freePort() : port);
            server.awaitConnections();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void initialize(Path directory, ServerUser user) throws IOException, InterruptedException {
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
                        "--no-sync"),
                log(directory));
        if (initdb.waitFor() != 0) {
            throw new PostgresUnavailableException(
                    "Expected to make a database, but it failed: see " + logFile(directory));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static PostgresServer start(Path directory, ServerUser user, int port) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WITH_US, "sh"));
        command.addAll(List.of("program/bin/postgres", "-D", "cluster", "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new PostgresServer(directory, user.run(directory, command, log(directory)), port);
    }

    private static ProcessBuilder.Redirect log(Path directory) {
        return ProcessBuilder.Redirect.appendTo(logFile(directory).toFile());
    }

    private static Path logFile(Path directory) {
        return directory.resolve("server.log");
    }

    private void awaitConnections() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() - deadlineNanos > 0) {
                close();
                throw new PostgresUnavailableException("Expected PostgreSQL to start on port " + port
                        + ", but it did not; is the port taken? See " + logFile(directory));
            }
        }
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
        return DriverManager.getConnection(url(), USER, password());
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
