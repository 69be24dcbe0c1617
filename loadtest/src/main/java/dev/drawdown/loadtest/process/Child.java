package dev.drawdown.loadtest.process;

import dev.drawdown.loadtest.LoadtestFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that was started here, and ends no later than this one. */
public final class Child implements AutoCloseable {
    private static final Duration STOPPING = Duration.ofSeconds(60);
    private static final int SHOWN_LINES = 15;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // Also when this process is interrupted: a broker left behind would hold its ports and its folder.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name("end children")
                        .unstarted(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final long startedAtNanos = System.nanoTime();

    Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        RUNNING.add(process);
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    /** When it was started, by {@link System#nanoTime}. */
    public long startedAtNanos() {
        return startedAtNanos;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Looks whether it runs.
     *
     * @throws LoadtestFailure with the end of its log if it has ended
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new LoadtestFailure("Expected " + name + " to run, but it ended with exit code " + process.exitValue()
                    + ". The end of " + log + ":\n" + tail());
        }
    }

    /** Waits for its own end, and returns the exit code. */
    public int awaitEnd(Duration limit) {
        if (!endsWithin(limit)) {
            close();
            throw new LoadtestFailure(
                    "Expected " + name + " to end within " + limit.toSeconds() + " s; its log is " + log);
        }
        RUNNING.remove(process);
        return process.exitValue();
    }

    /** The last lines that it said. */
    public String tail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException gone) {
            return "(" + gone + ")";
        }
    }

    /** Ends it as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!endsWithin(STOPPING)) {
            throw new LoadtestFailure("Expected " + name + " to be gone once it was killed, but it still runs");
        }
        RUNNING.remove(process);
    }

    /** Ends it as an operator would, and hard if it takes too long. */
    @Override
    public void close() {
        process.destroy();
        if (!endsWithin(STOPPING)) {
            process.destroyForcibly();
            endsWithin(STOPPING);
        }
        RUNNING.remove(process);
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new LoadtestFailure("Interrupted while waiting for " + name);
        }
    }
}
