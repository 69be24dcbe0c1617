package dev.drawdown.loadtest.peers;

import dev.drawdown.postgres.PostgresServer;
import dev.drawdown.postgres.ServerTuning;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL server and connections to it, set up as well as we can for many small transactions. */
final class PostgresTuning {
    private static final ServerTuning SERVER = new ServerTuning(
            false,
            Map.ofEntries(
                    // The clients', and a few for whoever looks: each place takes memory that others must look through.
                    Map.entry("max_connections", "40"),
                    // All of a million wallets, and room for the system's own cache of the rest.
                    Map.entry("shared_buffers", "2GB"),
                    Map.entry("effective_cache_size", "6GB"),
                    // A crash of the machine is not what is compared, and nobody replicates: the log holds changes
                    // only.
                    Map.entry("full_page_writes", "off"),
                    Map.entry("wal_level", "minimal"),
                    Map.entry("max_wal_senders", "0"),
                    // So that no client waits for another's log to be written.
                    Map.entry("wal_buffers", "64MB"),
                    // No checkpoint within a run.
                    Map.entry("max_wal_size", "16GB"),
                    Map.entry("checkpoint_timeout", "1h"),
                    // Nothing of it pays for calls of a tenth of a millisecond.
                    Map.entry("max_parallel_workers_per_gather", "0"),
                    Map.entry("track_activities", "off"),
                    Map.entry("update_process_title", "off"),
                    // The plans of the procedure's statements never depend on their values.
                    Map.entry("plan_cache_mode", "force_generic_plan")));

    /** Each statement is prepared on the server from its first use on. */
    private static final Map<String, String> CONNECTION = Map.of("prepareThreshold", "1", "tcpNoDelay", "true");

    private PostgresTuning() {}

    /** Starts a server on what the directory holds, or on a new database. */
    static PostgresServer open(Path directory) throws InterruptedException {
        return PostgresServer.open(directory, 0, SERVER);
    }

    static Connection connect(PostgresServer server) throws SQLException {
        return server.connect(CONNECTION);
    }
}
