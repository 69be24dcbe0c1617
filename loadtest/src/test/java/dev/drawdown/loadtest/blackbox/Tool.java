package dev.drawdown.loadtest.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Programs of others, run as a user would. */
final class Tool {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Tool() {}

    /** Whether a program is there to be run. */
    static boolean isInstalled(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return true;
            }
        }
        return false;
    }

    /** Runs a program to its end and returns what it wrote; what it complains of is part of the exception if it fails. */
    static byte[] run(@Nullable Path workingDirectory, Path outputs, List<String> command) {
        Path output = outputs.resolve(command.getFirst() + "-" + System.nanoTime() + ".out");
        Path errors = outputs.resolve(command.getFirst() + "-" + System.nanoTime() + ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(workingDirectory == null ? null : workingDirectory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Expected " + command + " to end within " + LIMIT);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("Expected " + command + " to succeed, but it said:\n"
                        + Files.readString(errors) + Files.readString(output));
            }
            return Files.readAllBytes(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command, interrupted);
        }
    }
}
