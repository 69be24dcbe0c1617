package dev.drawdown.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As whom PostgreSQL runs. It refuses to run as root, so root has somebody else run it, with tools that every Linux has. */
enum ServerUser {
    OURSELVES("exec \"$@\""),
    /** Nobody to the program, and still the owner of its files to the kernel. */
    NOBODY_IN_A_NAMESPACE("exec unshare --user \"$@\""),
    /** Where a container forbids namespaces; the directory must be one that everybody may enter. */
    NOBODY("chown -R 65534:65534 . && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"");

    private static final String TRIAL = "test \"$(id -u)\" != 0 && test -w . && program/bin/postgres --version";

    private final String script;

    ServerUser(String script) {
        this.script = script;
    }

    /** Returns the first who can write to {@code directory} and run the programs below it. */
    static ServerUser whoCanRunIn(Path directory) throws InterruptedException {
        for (ServerUser user : values()) {
            if (user.run(directory, List.of("sh", "-c", TRIAL), ProcessBuilder.Redirect.DISCARD)
                            .waitFor()
                    == 0) {
                return user;
            }
        }
        throw new PostgresUnavailableException("Expected somebody who can run PostgreSQL in " + directory
                + ", but it refuses root, and neither `unshare --user` nor `setpriv` leads from root to somebody who"
                + " can; run this as an ordinary user, or on a directory that everybody can enter");
    }

    /** Starts a command in {@code directory} as this user. */
    Process run(Path directory, List<String> words, ProcessBuilder.Redirect output) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        // Whatever the caller's language is, and whatever PostgreSQL else the environment tells of.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
