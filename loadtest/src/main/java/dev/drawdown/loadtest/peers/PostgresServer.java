package dev.drawdown.loadtest.peers;

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

/** A PostgreSQL server of our own, set up as well as we can for many small transactions. */
final class PostgresServer implements AutoCloseable {
    private static final String USER = "drawdown";
    private static final String PASSWORD_FILE = "password";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;
    private static final long STOP_SECONDS = 30;
    /** A port may be taken, or a server that was left alone may still be stopping. */
    private static final int TRIES = 20;

    private static final long RETRY_MILLIS = 250;
    /** Below those that the system gives to clients. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    /** Runs the server until our own end of its input closes, so that it does not outlive us, however we end. */
    private static final String WITH_US = """
        exec 3<&0
        "$@" 3<&- </dev/null & server=$!
        (cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & watch=$!
        wait $server; code=$?
        kill $watch 2>/dev/null
        exit $code
        """;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "40"),
            // All of a million wallets, and room for the system's own cache of the rest.
            Map.entry("shared_buffers", "2GB"),
            Map.entry("effective_cache_size", "6GB"),
            // Containers often have a tiny /dev/shm.
            Map.entry("dynamic_shared_memory_type", "mmap"),
            // No commit waits for the disk, and nothing is forced to it: neither do Kafka's broker nor RocksDB here.
            Map.entry("synchronous_commit", "off"),
            Map.entry("fsync", "off"),
            Map.entry("full_page_writes", "off"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("wal_buffers", "64MB"),
            // No checkpoint within a run.
            Map.entry("max_wal_size", "16GB"),
            Map.entry("checkpoint_timeout", "1h"),
            // Nothing of it pays for calls of a tenth of a millisecond.
            Map.entry("jit", "off"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("track_activities", "off"),
            Map.entry("update_process_title", "off"),
            // The plans of the procedure's statements never depend on their values.
            Map.entry("plan_cache_mode", "force_generic_plan"));

    private final Path directory;
    private final PostgresUser user;
    private final Process process;
    private final int port;

    private PostgresServer(Path directory, PostgresUser user, Process process, int port) {
        this.directory = directory;
        this.user = user;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on what the directory holds, or on a new database.
     *
     * @throws PostgresUnavailableException if it cannot run here
     */
    static PostgresServer open(Path directory) {
        PostgresPrograms.unpack(directory.resolve("program"));
        PostgresUser user = PostgresUser.whoMayRunIn(directory);
        try {
            if (!Files.exists(directory.resolve("cluster").resolve("PG_VERSION"))) {
                initialize(directory, user);
            }
            for (int i = 0; i < TRIES; i++) {
                PostgresServer server = start(directory, user);
                if (server.answers()) {
                    return server;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new PostgresUnavailableException("Expected PostgreSQL to start, but it did not: see " + log(directory));
    }

    private static void initialize(Path directory, PostgresUser user) throws IOException {
        Path password = directory.resolve(PASSWORD_FILE);
        Files.writeString(password, UUID.randomUUID().toString());
        List<String> command = List.of(
                "program/bin/initdb",
                "--pgdata=cluster",
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + PASSWORD_FILE,
                "--encoding=UTF8",
                "--locale=C",
                "--no-data-checksums",
                "--no-sync");
        Process process = logged(directory, user, command).start();
        try {
            if (process.waitFor() != 0) {
                throw new PostgresUnavailableException(
                        "Expected to make a database, but it failed: see " + log(directory));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static PostgresServer start(Path directory, PostgresUser user) throws IOException {
        int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
        List<String> command = new ArrayList<>(List.of("sh", "-c", WITH_US, "sh"));
        command.addAll(List.of("program/bin/postgres", "-D", "cluster", "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new PostgresServer(
                directory, user, logged(directory, user, command).start(), port);
    }

    private static ProcessBuilder logged(Path directory, PostgresUser user, List<String> command) {
        return user.command(directory, command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
    }

    private static Path log(Path directory) {
        return directory.resolve("server.log");
    }

    /** Waits until it takes connections; false if it ended, mostly because the port is taken. */
    private boolean answers() {
        long deadlineNanos = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadlineNanos) {
            if (tryConnect() || ends(LOOK_MILLIS)) {
                return process.isAlive();
            }
        }
        return false;
    }

    private boolean tryConnect() {
        try (Connection connection = connect()) {
            return connection.isValid(0);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private boolean ends(long withinMillis) {
        try {
            return process.waitFor(withinMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Opens a connection; each statement commits by itself, and is prepared on the server from its first use on. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.put("user", USER);
        properties.put("password", password());
        properties.put("prepareThreshold", "1");
        properties.put("tcpNoDelay", "true");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    private String password() {
        try {
            return Files.readString(directory.resolve(PASSWORD_FILE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Who runs it, to be told. */
    PostgresUser user() {
        return user;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // It ended by itself, which is as good.
        }
        if (!ends(TimeUnit.SECONDS.toMillis(STOP_SECONDS))) {
            process.destroyForcibly();
        }
    }
}
