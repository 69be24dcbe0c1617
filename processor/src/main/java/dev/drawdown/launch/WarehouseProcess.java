package dev.drawdown.launch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse beside a demo: the module {@code connectors} as a process of its own, since Kafka Connect and the sinks bring
 * libraries that are not the processor's. It ends when we do, however that is.
 */
final class WarehouseProcess implements AutoCloseable {
    private static final String PROGRAM = "dev.drawdown.connectors.warehouse.WarehouseProgram";
    /** Said by the launcher, which builds the module when it is asked for. */
    private static final String CLASS_PATH = "drawdown.warehouse.class.path";

    private static final String READY = "READY ";
    private static final String FAILED = "FAILED ";
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Path directory;
    private final boolean temporary;

    private WarehouseProcess(Process process, Path directory, boolean temporary) {
        this.process = process;
        this.directory = directory;
        this.temporary = temporary;
    }

    /**
     * Starts it on the topics of a demo.
     *
     * @param port PostgreSQL's; 0 for any free one
     * @param data where it goes on from and what it leaves behind; null for nowhere
     */
    static WarehouseProcess start(DemoStack stack, int port, @Nullable Path data) {
        String classPath = System.getProperty(CLASS_PATH, "");
        if (classPath.isEmpty()) {
            throw new CommandFailure("Expected ./drawdown to have built the module connectors, but it has not been"
                    + " started by it; run ./drawdown demo --warehouse");
        }
        Path directory = data == null ? temporaryDirectory() : data.resolve("warehouse");
        try {
            Files.createDirectories(directory);
            Process process = new ProcessBuilder(command(stack, classPath, port, directory.toAbsolutePath()))
                    .redirectError(directory.resolve("warehouse.log").toFile())
                    .start();
            return new WarehouseProcess(process, directory, data == null);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(DemoStack stack, String classPath, int port, Path directory) {
        return List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                PROGRAM,
                stack.bootstrap(),
                stack.registryUrl(),
                stack.config().topics().prefix(),
                Integer.toString(port),
                directory.toString());
    }

    /** One that everybody may enter, since for root somebody else has to run PostgreSQL. */
    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("drawdown-warehouse-");
            return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until it can be asked; returns where {@code psql} finds it. */
    String awaitReady() throws IOException {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    return line.substring(READY.length());
                }
                if (line.startsWith(FAILED)) {
                    throw new CommandFailure(line.substring(FAILED.length()));
                }
            }
        }
        throw new CommandFailure(
                "Expected the warehouse to start, but it ended; see " + directory.resolve("warehouse.log"));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (temporary) {
                delete(directory);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
