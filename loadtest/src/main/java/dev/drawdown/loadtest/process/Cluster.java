package dev.drawdown.loadtest.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a run takes place: on the embedded broker as a child, or on any other cluster. */
public final class Cluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 20;

    private final Connection connection;
    private final @Nullable Home home;
    private @Nullable Child broker;

    /** What a broker of ours is started from. */
    private record Home(Program program, Path folder) {
        Path ready() {
            return folder.resolve("broker.json");
        }

        Child start(int kafkaPort, int registryPort) {
            try {
                Files.deleteIfExists(ready());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            List<String> arguments = List.of(
                    "broker",
                    "--kafka-port=" + kafkaPort,
                    "--registry-port=" + registryPort,
                    "--data=" + folder.resolve("broker"),
                    "--ready-file=" + ready());
            return program.start("broker", folder.resolve("broker.log"), Program.DRAWDOWN, arguments);
        }

        JsonNode awaitReady(Child child) {
            long deadline = System.nanoTime() + START_LIMIT.toNanos();
            while (!Files.exists(ready())) {
                child.requireAlive();
                if (System.nanoTime() > deadline) {
                    throw new LoadtestFailure("Expected the broker to answer within " + START_LIMIT.toSeconds()
                            + " s; its log is " + child.log());
                }
                Pause.millis(LOOK_MILLIS);
            }
            try {
                return new ObjectMapper().readTree(ready().toFile());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private Cluster(Connection connection, @Nullable Home home, @Nullable Child broker) {
        this.connection = connection;
        this.home = home;
        this.broker = broker;
    }

    /** One that is there already. */
    public static Cluster foreign(Connection connection) {
        return new Cluster(connection, null, null);
    }

    /** Starts the embedded broker and registry, on any free ports. */
    public static Cluster embedded(Program program, Path folder) {
        Home home = new Home(program, folder);
        Child child = home.start(0, 0);
        try {
            JsonNode told = home.awaitReady(child);
            Connection connection = Connection.to(
                    told.get("bootstrap").asText(), told.get("registry").asText());
            return new Cluster(connection, home, child);
        } catch (RuntimeException failed) {
            child.close();
            throw failed;
        }
    }

    public Connection connection() {
        return connection;
    }

    /** The broker's process; null where the cluster is not ours. */
    public @Nullable Child broker() {
        return broker;
    }

    /** Ends the broker as {@code kill -9} does. */
    public void killBroker() {
        ours(broker).kill();
    }

    /** Starts the broker again, on what it left behind and on the same ports; it answers later. */
    public void restartBroker() {
        broker = ours(home).start(port("kafka://" + connection.bootstrap()), port(connection.registryUrl()));
    }

    /** Returns when the broker that was started again answers. */
    public void awaitBroker() {
        ours(home).awaitReady(ours(broker));
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }

    private static <T> T ours(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("Expected a broker of our own, but it is another's");
        }
        return part;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
