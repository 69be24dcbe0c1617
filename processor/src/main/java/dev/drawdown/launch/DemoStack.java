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

/** Broker, registry and an instance on top of them, in one process. */
public final class DemoStack implements AutoCloseable {
    /** As many as the demo's tasks should be, on a laptop. */
    private static final int PARTITIONS = 4;

    private static final Duration READY = Duration.ofSeconds(60);

    private final Embedded embedded;
    private final Path state;
    private final boolean temporary;
    private final DrawdownConfig config;
    private final Service service;

    /** Where to listen; 0 for any free port. */
    public record Ports(int http, int kafka, int registry) {}

    private DemoStack(Embedded embedded, Path state, boolean temporary, DrawdownConfig config, Service service) {
        this.embedded = embedded;
        this.state = state;
        this.temporary = temporary;
        this.config = config;
        this.service = service;
    }

    /**
     * Starts all of it, and returns when events are being processed.
     *
     * @param data where it goes on from and what it leaves behind; null for nowhere
     */
    public static DemoStack start(Ports ports, @Nullable Path data) throws InterruptedException {
        Embedded embedded;
        try {
            embedded = Embedded.open(ports.kafka(), ports.registry(), data);
        } catch (PortTakenException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        try {
            return start(ports, data, embedded);
        } catch (RuntimeException | InterruptedException e) {
            embedded.close();
            throw e;
        }
    }

    private static DemoStack start(Ports ports, @Nullable Path data, Embedded embedded) throws InterruptedException {
        Path state = data == null ? temporaryState() : data.resolve("state");
        DrawdownConfig config = ConfigReader.read(null, Map.of(), settings(ports, embedded, state));
        try (Cluster cluster = Cluster.connect(config)) {
            cluster.createTopics(config.topics().partitions(), 1);
        }
        Service service = Service.start(config);
        if (!service.awaitProcessing(READY)) {
            service.close();
            throw new CommandFailure("Expected the demo to process events after " + READY.toSeconds()
                    + " s, but it does not; the log says why");
        }
        return new DemoStack(embedded, state, data == null, config, service);
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
    public DrawdownConfig config() {
        return config;
    }

    /** Returns where a client finds the broker. */
    public String bootstrap() {
        return embedded.bootstrap();
    }

    /** Returns where a client finds the registry. */
    public String registryUrl() {
        return embedded.registryUrl();
    }

    /** Returns where the HTTP server answers. */
    public String httpUrl() {
        return "http://localhost:" + service.httpPort();
    }

    public Service service() {
        return service;
    }

    @Override
    public void close() {
        service.close();
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
