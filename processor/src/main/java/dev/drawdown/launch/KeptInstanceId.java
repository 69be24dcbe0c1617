package dev.drawdown.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of an instance that nobody has named, kept in the folder of its state: whoever goes on with that state is the same
 * member of the group, and after a crash takes its partitions back at once instead of waiting for its own session to end.
 */
final class KeptInstanceId {
    private static final String FILE = "instance-id";
    private static final Pattern KEPT = Pattern.compile("[0-9a-f-]{36}");

    private KeptInstanceId() {}

    /** The name of the instance whose state lies in a folder; a new one where there is none yet. */
    static String of(Path stateDir) {
        Path file = stateDir.resolve(FILE);
        try {
            if (Files.exists(file)) {
                String kept = Files.readString(file).trim();
                if (KEPT.matcher(kept).matches()) {
                    return kept;
                }
            }
            String id = UUID.randomUUID().toString();
            Files.createDirectories(stateDir);
            Files.writeString(file, id);
            return id;
        } catch (IOException failed) {
            throw new CommandFailure("Expected to be able to write into the folder for the state, " + stateDir
                    + ", but it failed: " + failed.getMessage() + ". Set drawdown.state.dir to a folder of its own.");
        }
    }
}
