package dev.drawdown.postgres;

import java.util.Map;

/**
 * What a server is told for the work that it is there for.
 *
 * @param checksums whether the pages of a new database carry checksums
 * @param settings PostgreSQL's own, beside those that every server of ours has
 */
public record ServerTuning(boolean checksums, Map<String, String> settings) {
    /** For a warehouse that shares a small machine with what fills it. */
    public static final ServerTuning WAREHOUSE =
            new ServerTuning(true, Map.of("shared_buffers", "256MB", "max_wal_size", "2GB"));

    public ServerTuning {
        settings = Map.copyOf(settings);
    }
}
