package dev.drawdown.loadtest.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.loadtest.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The demo as a process of its own, known only by its command line and its ready file. */
final class RunningDemo implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final int TRIES = 100;
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;

    private final Path directory;
    private final List<Integer> ports = List.of(freePort(), freePort(), freePort(), freePort());
    private int starts;
    private @Nullable Process process;
    private @Nullable JsonNode ready;

    RunningDemo(Path directory) {
        this.directory = directory;
    }

    /** Starts it, on the ports and the data of the last time if there was one, and waits until all of it answers. */
    RunningDemo start() {
        starts++;
        Path readyFile = directory.resolve("ready-" + starts + ".json");
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("demo", "--no-traffic"));
        option(command, "--ready-file", readyFile);
        option(command, "--data", directory.resolve("data"));
        option(command, "--http-port", ports.get(0));
        option(command, "--kafka-port", ports.get(1));
        option(command, "--registry-port", ports.get(2));
        option(command, "--stripe-port", ports.get(3));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            ready = awaitReady(process, readyFile);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    /** The command line up to the program's own arguments. */
    static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.drawdown.Drawdown");
    }

    private static void option(List<String> command, String name, Object value) {
        command.add(name);
        command.add(value.toString());
    }

    private JsonNode awaitReady(Process started, Path readyFile) throws IOException {
        Instant deadline = Instant.now().plus(START_LIMIT);
        while (!Files.exists(readyFile)) {
            if (exitsWithin(started, LOOK) || Instant.now().isAfter(deadline)) {
                started.destroyForcibly();
                throw new IllegalStateException(
                        "Expected the demo to be ready, but it said:\n" + Files.readString(log()));
            }
        }
        return new ObjectMapper().readTree(readyFile.toFile());
    }

    private static boolean exitsWithin(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the demo", interrupted);
        }
    }

    private Path log() {
        return directory.resolve("demo-" + starts + ".log");
    }

    Connection connection() {
        return Connection.to(bootstrap(), registry());
    }

    String bootstrap() {
        return told("bootstrap");
    }

    String registry() {
        return told("registry");
    }

    private String told(String name) {
        if (ready == null || !ready.hasNonNull(name)) {
            throw new IllegalStateException("Expected the ready file to tell " + name + ", but it is " + ready);
        }
        return ready.get(name).asText();
    }

    /** As the power going out: nothing is flushed, closed or said goodbye to. */
    void killHard() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            if (!exitsWithin(running, STOP_LIMIT)) {
                throw new IllegalStateException("Expected the demo to be dead");
            }
        }
    }

    /** Below those that the system gives to clients, or a connection might have it by the time of a restart. */
    private static int freePort() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("Expected a free port in " + TRIES + " tries");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null && running.isAlive()) {
            running.destroy();
            if (!exitsWithin(running, STOP_LIMIT)) {
                running.destroyForcibly();
            }
        }
    }
}
