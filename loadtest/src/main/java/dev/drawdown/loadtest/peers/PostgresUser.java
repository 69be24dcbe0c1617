package dev.drawdown.loadtest.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who may run PostgreSQL, which refuses to run as root: whoever we are, or, where that is root, whoever root can
 * become with the tools that every Linux has.
 */
enum PostgresUser {
    OURSELVES("exec \"$@\""),
    /** Nobody to the program, and still the owner of its files to the kernel: works wherever the directory lies. */
    IN_A_NAMESPACE("exec unshare --user \"$@\""),
    /** Where a container forbids namespaces. The directory must be one that all may enter. */
    NOBODY("chown -R 65534:65534 . && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"");

    private static final String MAY_RUN = "test \"$(id -u)\" != 0 && test -w . && program/bin/postgres --version";

    private final String script;

    PostgresUser(String script) {
        this.script = script;
    }

    /** Returns the first that can write to {@code directory} and run the programs below it. */
    static PostgresUser whoMayRunIn(Path directory) {
        for (PostgresUser user : values()) {
            if (user.mayRunIn(directory)) {
                return user;
            }
        }
        throw new PostgresUnavailableException(
                "Expected to run PostgreSQL in " + directory + ", but it does not run as root, and from root neither"
                        + " `unshare --user` nor `setpriv` leads to somebody who"
                        + " can; run this as an ordinary user, or on a directory"
                        + " that everybody can enter");
    }

    private boolean mayRunIn(Path directory) {
        try {
            Process process = command(directory, List.of("sh", "-c", MAY_RUN))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns a process to be started in {@code directory} as this user. */
    ProcessBuilder command(Path directory, List<String> words) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(words);
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        // Whatever the user's language is, and whatever PostgreSQL else it has been told about.
        process.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        process.environment().put("LC_ALL", "C");
        return process;
    }
}
