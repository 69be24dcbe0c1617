package dev.drawdown.loadtest.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.loadtest.LoadtestFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run takes place: on the embedded broker as a child, or on any other cluster.
 *
 * @param broker null where the cluster is not ours
 */
public record Cluster(
        String bootstrap, String registry, @Nullable Child broker) implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final long LOOK_MILLIS = 20;

    /** One that is there already. */
    public static Cluster foreign(String bootstrap, String registry) {
        return new Cluster(bootstrap, registry, null);
    }

    /** Starts the embedded broker and registry, on any free ports. */
    public static Cluster embedded(Program program, Path folder) {
        Path ready = folder.resolve("broker.json");
        List<String> arguments = List.of(
                "broker",
                "--kafka-port=0",
                "--registry-port=0",
                "--data=" + folder.resolve("broker"),
                "--ready-file=" + ready);
        Child child = program.start("broker", folder.resolve("broker.log"), Program.DRAWDOWN, arguments);
        try {
            JsonNode told = awaitReady(child, ready);
            return new Cluster(
                    told.get("bootstrap").asText(), told.get("registry").asText(), child);
        } catch (RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    private static JsonNode awaitReady(Child child, Path ready) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(ready)) {
            child.requireAlive();
            if (System.nanoTime() > deadline) {
                throw new LoadtestFailure("Expected the broker to answer within " + START_LIMIT.toSeconds()
                        + " s; its log is " + child.log());
            }
            Pause.millis(LOOK_MILLIS);
        }
        try {
            return new ObjectMapper().readTree(ready.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
