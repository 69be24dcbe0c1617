package dev.drawdown.launch;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.Setting;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.embedded.PortTakenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Broker and registry with the topics of the contract, and an instance on top of them, in one process. */
final class DemoStack implements AutoCloseable {
    /** As many as the demo's tasks should be, on a laptop. */
    private static final int PARTITIONS = 4;

    private static final Duration READY = Duration.ofSeconds(60);

    private final Embedded embedded;
    private final Path state;
    private final boolean temporary;
    private final DrawdownConfig config;
    private @Nullable Service service;

    /** Where to listen; 0 for any free port. */
    record Ports(int http, int kafka, int registry) {}

    private DemoStack(Embedded embedded, Path state, boolean temporary, DrawdownConfig config) {
        this.embedded = embedded;
        this.state = state;
        this.temporary = temporary;
        this.config = config;
    }

    /**
     * Starts broker and registry.
     *
     * @param data where they go on from and what they leave behind; null for nowhere
     */
    static DemoStack open(Ports ports, @Nullable Path data) {
        Embedded embedded;
        try {
            embedded = Embedded.open(ports.kafka(), ports.registry(), data);
        } catch (PortTakenException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        try {
            Path state = data == null ? temporaryState() : data.resolve("state");
            DrawdownConfig config = ConfigReader.read(null, Map.of(), settings(ports, embedded, state));
            return new DemoStack(embedded, state, data == null, config);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /** Makes the topics that are missing. */
    void createTopics() {
        try (Cluster cluster = Cluster.connect(config)) {
            cluster.createTopics(config.topics().partitions(), 1);
        }
    }

    /** Starts the instance; it becomes ready in the background. */
    Service startService() {
        Service started = Service.start(config);
        service = started;
        return started;
    }

    /** Returns when events are being processed. */
    static void awaitProcessing(Service service) throws InterruptedException {
        if (!service.awaitProcessing(READY)) {
            throw new CommandFailure("Expected the demo to process events after " + READY.toSeconds()
                    + " s, but it does not; the log says why");
        }
    }

    private static Map<String, String> settings(Ports ports, Embedded embedded, Path state) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", embedded.bootstrap());
        settings.put(Setting.REGISTRY_URL.key(), embedded.registryUrl());
        settings.put(Setting.HTTP_BIND.key(), "127.0.0.1");
        settings.put(Setting.HTTP_PORT.key(), Integer.toString(ports.http()));
        settings.put(Setting.STATE_DIR.key(), state.toString());
        settings.put(Setting.TOPICS_PARTITIONS.key(), Integer.toString(PARTITIONS));
        // After kill -9 the next start takes its own place at once, rather than wait for a session to time out.
        settings.put(Setting.INSTANCE_ID.key(), "demo");
        return settings;
    }

    /** Returns the settings that the instance runs with. */
    DrawdownConfig config() {
        return config;
    }

    /** Returns where a client finds the broker. */
    String bootstrap() {
        return embedded.bootstrap();
    }

    /** Returns where a client finds the registry. */
    String registryUrl() {
        return embedded.registryUrl();
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        embedded.close();
        if (temporary) {
            delete(state);
        }
    }

    private static Path temporaryState() {
        try {
            return Files.createTempDirectory("drawdown-state-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
