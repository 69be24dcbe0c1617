package dev.drawdown.loadtest.process;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.measure.GcLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** An installation of the processor on a cluster: its settings, its topics, and starting it. */
public final class Installation {
    private static final Duration TOPICS_LIMIT = Duration.ofMinutes(2);
    private static final String APPLICATION_ID = "drawdown.application.id";

    private final Program program;
    private final Path folder;
    private final Path settingsFile;
    private final Map<String, String> settings;

    /**
     * Writes the settings down.
     *
     * @param changed by who runs the test; they win
     */
    public Installation(Program program, Cluster cluster, Path folder, int partitions, Map<String, String> changed) {
        this.program = program;
        this.folder = folder;
        this.settingsFile = folder.resolve("processor.properties");
        this.settings = new TreeMap<>(Map.of(
                "kafka.bootstrap.servers",
                cluster.bootstrap(),
                "drawdown.registry.url",
                cluster.registry(),
                "drawdown.topics.partitions",
                Integer.toString(partitions),
                APPLICATION_ID,
                "drawdown-loadtest",
                "drawdown.instance.id",
                "loadtest",
                "drawdown.state.dir",
                folder.resolve("state").toString(),
                "drawdown.http.bind",
                "127.0.0.1",
                "drawdown.http.port",
                "0"));
        if (cluster.broker() != null) {
            settings.put("drawdown.topics.replication", "1");
        }
        settings.putAll(changed);
        Properties file = new Properties();
        file.putAll(settings);
        try (var out = Files.newBufferedWriter(settingsFile)) {
            file.store(out, null);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The consumer group of its instances. */
    public String group() {
        return settings.getOrDefault(APPLICATION_ID, "");
    }

    /** Makes the topics that are missing. */
    public void createTopics() {
        try (Child child = program.start(
                "topics",
                folder.resolve("topics.log"),
                Program.DRAWDOWN,
                List.of("topics", "create", "--config=" + settingsFile))) {
            int exitCode = child.awaitEnd(TOPICS_LIMIT);
            if (exitCode != 0) {
                throw new LoadtestFailure("Expected the topics to be created, but:\n" + child.tail());
            }
        }
    }

    /** Starts an instance. */
    public Child run() {
        return program.with(GcLog.options(gcLog()))
                .start(
                        "processor",
                        folder.resolve("processor.log"),
                        Program.DRAWDOWN,
                        List.of("run", "--config=" + settingsFile));
    }

    /** Where the instance's JVM writes of its collections. */
    public Path gcLog() {
        return folder.resolve("processor-gc.log");
    }
}
