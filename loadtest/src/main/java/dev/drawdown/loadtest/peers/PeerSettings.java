package dev.drawdown.loadtest.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a peer has to know of its surroundings.
 *
 * @param kind its name on the command line and in its topics
 * @param data what it keeps: on the same directory it goes on where it stopped, on a new one it begins with the first input
 * @param threads 0 for what is best for its kind
 * @param partitions of the topic that it writes; 0 for as many as the inputs have
 */
record PeerSettings(
        String kind, String bootstrap, String registry, Path data, int threads, int partitions, long commitMillis) {
    private static final String RUN_FILE = "run-id";

    /** Returns the number of threads or connections. */
    int threadsOr(int best) {
        return threads > 0 ? threads : best;
    }

    /** Returns a name for its group and transactions that no other directory has. */
    String runName() {
        Path file = data.resolve(RUN_FILE);
        try {
            Files.createDirectories(data);
            if (!Files.exists(file)) {
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return "peer-" + kind + "-" + Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
