package dev.drawdown.loadtest.process;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.measure.GcLog;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** An installation of the processor on a cluster: its settings, its topics, and starting it. */
public final class Installation {
    /** Instances are counted from here. */
    public static final int FIRST = 1;

    private static final Duration TOPICS_LIMIT = Duration.ofMinutes(2);
    private static final String APPLICATION_ID = "drawdown.application.id";
    private static final String INSTANCE_ID = "drawdown.instance.id";
    private static final String ROLES = "drawdown.roles";

    /** Of an installation that nobody else can reach. */
    private static final String TOKEN = "loadtest";

    private final Program program;
    private final Path folder;
    private final Map<String, String> settings;

    /** @param changed settings by who runs the test; they win */
    public Installation(Program program, Cluster cluster, Path folder, int partitions, Map<String, String> changed) {
        this.program = program;
        this.folder = folder;
        this.settings = new TreeMap<>(Map.of(
                "drawdown.topics.partitions",
                Integer.toString(partitions),
                APPLICATION_ID,
                "drawdown-loadtest",
                "drawdown.http.bind",
                "127.0.0.1",
                "drawdown.http.port",
                "0"));
        if (cluster.broker() != null) {
            settings.put("drawdown.topics.replication", "1");
        }
        settings.putAll(cluster.connection().settings());
        settings.putAll(changed);
        if (List.of(settings.getOrDefault(ROLES, "").split(",", -1)).contains("api")) {
            admitReader();
        }
    }

    /**
     * Where an instance serves the HTTP API.
     *
     * @param token that may read
     */
    public record Api(URI address, String token) {}

    /** Where its first instance serves the HTTP API, from its next start on. */
    public Api api() {
        settings.putIfAbsent(ROLES, "engine,api");
        admitReader();
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("drawdown.http.port", Integer.toString(any.getLocalPort()));
            return new Api(URI.create("http://127.0.0.1:" + any.getLocalPort()), TOKEN);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lets one reader in, as often as it likes: an API that nobody may call does not start. */
    private void admitReader() {
        Path tokens = folder.resolve("access-tokens.json");
        try {
            Files.writeString(
                    tokens,
                    "{\"tokens\": [{\"name\": \"loadtest\", \"role\": \"viewer\", \"sha256\": \"%s\"}]}"
                            .formatted(sha256(TOKEN)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        settings.put("drawdown.access.tokens", tokens.toString());
        settings.put("drawdown.access.limit", "none");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every Java has", e);
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
                List.of("topics", "create", "--config=" + settingsOf(FIRST)))) {
            int exitCode = child.awaitEnd(TOPICS_LIMIT);
            if (exitCode != 0) {
                throw new LoadtestFailure("Expected the topics to be created, but:\n" + child.tail());
            }
        }
    }

    /** Starts one of the instances, on what it left behind if it ran before. */
    public Child run(int instance) {
        return program.with(GcLog.options(gcLog(instance)))
                .start(
                        "processor" + suffix(instance),
                        log(instance),
                        Program.DRAWDOWN,
                        List.of("run", "--config=" + settingsOf(instance)));
    }

    /** The name by which the group knows one of the instances. */
    public String instanceId(int instance) {
        return settings.getOrDefault(INSTANCE_ID, "loadtest" + instance);
    }

    /** Where an instance's JVM writes of its collections. */
    public Path gcLog(int instance) {
        return folder.resolve("processor" + suffix(instance) + "-gc.log");
    }

    /** Where an instance says what happens, over all of its lives. */
    public Path log(int instance) {
        return folder.resolve("processor" + suffix(instance) + ".log");
    }

    private Path settingsOf(int instance) {
        Path file = folder.resolve("processor" + suffix(instance) + ".properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.putIfAbsent(INSTANCE_ID, instanceId(instance));
        properties.put(
                "drawdown.state.dir", folder.resolve("state" + suffix(instance)).toString());
        try (var out = Files.newBufferedWriter(file)) {
            keepToOurselves(file);
            properties.store(out, null);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    /** Passwords may be in it. */
    private static void keepToOurselves(Path path) {
        File file = path.toFile();
        if (!file.setReadable(false, false) || !file.setReadable(true, true)) {
            throw new LoadtestFailure("Expected to keep others from reading " + path + ", but it cannot be done");
        }
    }

    private static String suffix(int instance) {
        return instance == FIRST ? "" : "-" + instance;
    }
}
