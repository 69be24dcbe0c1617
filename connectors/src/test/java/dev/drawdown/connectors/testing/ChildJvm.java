package dev.drawdown.connectors.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, on this one's class path, that a test may kill without warning. */
public final class ChildJvm implements AutoCloseable {
    private static final long GRACE_SECONDS = 60;

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it; what it says goes to {@code log}. */
    public static ChildJvm start(Class<?> main, Path log, String... arguments) {
        return start(main, log, Map.of(), arguments);
    }

    /** Starts it with variables besides those of this JVM. */
    public static ChildJvm start(Class<?> main, Path log, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder child =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        child.environment().putAll(environment);
        try {
            return new ChildJvm(child.start(), log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether it has said this; it is an error if it has ended without. */
    public boolean said(String words) throws IOException {
        boolean said = Files.readString(log).contains(words);
        if (!said && !process.isAlive()) {
            throw new AssertionError(
                    "Expected the child to say '" + words + "', but it ended: " + Files.readString(log));
        }
        return said;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until it ends by itself; returns how. */
    public int ended() throws InterruptedException {
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Expected the child to end, but it runs on");
        }
        return process.exitValue();
    }

    /** Asks it to end, as Ctrl-C does, and waits until it has. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Expected the child to end, but it runs on");
        }
    }

    /** Ends the child's input, on which it closes what it has open, and waits for its end. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
