package dev.drawdown.loadtest.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer as a process of its own, known by its command line and what it says. */
final class PeerProcess implements AutoCloseable {
    private static final String APPLIED = "applied ";
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;

    private PeerProcess(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it and waits until it says that it is ready. */
    static PeerProcess start(String kind, String bootstrap, String registry, Path data) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(PeerMain.class.getName(), kind, "--bootstrap", bootstrap, "--registry", registry));
        command.addAll(List.of("--data", data.toString()));
        try {
            PeerProcess peer = new PeerProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            peer.skipTo("READY");
            return peer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void skipTo(String wanted) {
        String line = next();
        while (!line.equals(wanted)) {
            line = next();
        }
    }

    /** Reads on until so many inputs are committed; it says so four times a second, so that this ends by itself. */
    void awaitApplied(long inputs) {
        String line = next();
        while (!line.startsWith(APPLIED) || Long.parseLong(line.substring(APPLIED.length())) < inputs) {
            line = next();
        }
    }

    private String next() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError("Expected the peer to go on, but it ended");
            }
            return line;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Expected the peer to end within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells it to stop, and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }
}
