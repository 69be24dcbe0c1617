package dev.drawdown.embedded;

import dev.drawdown.embedded.registry.EmbeddedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Broker and registry together, as the demo and the tests want them. */
public final class Embedded implements AutoCloseable {
    private final Path directory;
    private final boolean temporary;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private Embedded(Path directory, boolean temporary, EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.directory = directory;
        this.temporary = temporary;
        this.broker = broker;
        this.registry = registry;
    }

    /** Opens both on any free ports, with nothing in them; what comes in is gone with {@link #close}. */
    public static Embedded openTemporary() {
        return open(0, 0, null);
    }

    /**
     * Opens both.
     *
     * @param kafkaPort 0 for any free one
     * @param registryPort 0 for any free one
     * @param dataDirectory where they go on from and what they leave behind, or null for a temporary one
     * @throws PortTakenException if another program has one of the ports
     */
    public static Embedded open(int kafkaPort, int registryPort, @Nullable Path dataDirectory) {
        FreePort.require(kafkaPort, "--kafka-port");
        FreePort.require(registryPort, "--registry-port");
        Path directory = dataDirectory == null ? createTemporary() : dataDirectory;
        EmbeddedRegistry registry = EmbeddedRegistry.open(directory.resolve("registry"), registryPort);
        try {
            EmbeddedBroker broker = EmbeddedBroker.open(directory.resolve("kafka"), kafkaPort);
            return new Embedded(directory, dataDirectory == null, broker, registry);
        } catch (RuntimeException | Error failure) {
            registry.close();
            throw failure;
        }
    }

    private static Path createTemporary() {
        try {
            return Files.createTempDirectory("drawdown-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a client puts into {@code bootstrap.servers}. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** What a client takes as {@code schema.registry.url}. */
    public String registryUrl() {
        return registry.url();
    }

    public int kafkaPort() {
        return broker.port();
    }

    public int registryPort() {
        return registry.port();
    }

    /** The cluster's id, the same at every start on the same directory. */
    public String clusterId() {
        return broker.clusterId();
    }

    /** Where they keep their state. */
    public Path dataDirectory() {
        return directory;
    }

    /** The broker first: its clients may still ask the registry while they drain. */
    @Override
    public void close() {
        try (registry) {
            broker.close();
        }
        if (temporary) {
            deleteRecursively(directory);
        }
    }

    private static void deleteRecursively(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
