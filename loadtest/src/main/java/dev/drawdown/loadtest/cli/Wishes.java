package dev.drawdown.loadtest.cli;

import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.process.Program;
import dev.drawdown.loadtest.run.RunPlan;
import dev.drawdown.loadtest.traffic.Mix;
import dev.drawdown.loadtest.traffic.TrafficPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options. What is null was not given, and its default depends on others. */
final class Wishes {
    static final List<String> PEERS = List.of("pass-through", "plain", "postgres");
    private static final int USUAL_WALLETS = 100_000;
    private static final int USUAL_RATE = 20_000;
    private static final int USUAL_WARMUP = 30;
    private static final int USUAL_RECOVERY_RATE = 5_000;
    private static final int USUAL_KILLS = 20;
    private static final int USUAL_STANDBYS = 1;
    private static final long USUAL_EVENTS = 1_000_000;
    private static final int ID_RADIX = 36;
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,9})\\s*(ms|s)");
    private static final String STANDBYS = "kafka.streams.num.standby.replicas";

    /** How inputs come. */
    enum Mode {
        DRAIN,
        OPEN,
        RECOVERY
    }

    @Option(
            names = "--mode",
            paramLabel = "drain|open|recovery",
            description =
                    "drain: a backlog that lies there before the processor starts. open: a fixed rate, latency from"
                            + " the intended time of each input. recovery: kill -9 under a steady load, and how long"
                            + " it takes to go on.")
    Mode mode = Mode.DRAIN;

    @Option(names = "--events", paramLabel = "N", description = "Inputs of each round, warm-up not counted (1000000).")
    @Nullable
    Long events;

    @Option(
            names = "--wallets",
            paramLabel = "N",
            description = "Wallets; all of them are opened beforehand (100000, or 1 if the distribution is hot).")
    @Nullable
    Integer wallets;

    @Option(
            names = "--distribution",
            paramLabel = "KIND,...",
            split = ",",
            description = "How inputs fall on wallets: uniform, zipf[:EXPONENT] (1.2), or hot (one wallet). drain: of"
                    + " several, each has its turn in every round.")
    List<String> distributions = List.of("uniform");

    @Option(names = "--mix", paramLabel = "KIND=N,...", description = "How many of which kind.")
    String mix = Mix.USUAL;

    @Option(names = "--duplicates", paramLabel = "SHARE", description = "Of all inputs, how many come again.")
    double duplicates = 0.01;

    @Option(names = "--garbage", paramLabel = "SHARE", description = "Of all inputs, how many are of no use.")
    double garbage;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same traffic.")
    long seed = 1;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often it is measured; figures come with their spread.")
    int rounds = 1;

    @Option(names = "--rate", paramLabel = "N", description = "open, recovery: inputs a second (20000, 5000).")
    @Nullable
    Integer rate;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description = "open: so many seconds' inputs come first, and are not measured (30).")
    @Nullable
    Integer warmup;

    @Option(
            names = "--reads",
            paramLabel = "N",
            description = "open: balances read over HTTP a second, beside the inputs (0).")
    @Nullable
    Integer reads;

    @Option(names = "--kills", paramLabel = "N", description = "recovery: how often (20).")
    @Nullable
    Integer kills;

    @Option(
            names = "--kill",
            paramLabel = "processor|broker|both",
            description = "recovery: who; both are killed at the same time (processor).")
    RunPlan.Mode.Recovery.@Nullable Target target;

    @Option(names = "--instances", paramLabel = "N", description = "recovery: of the processor (1).")
    @Nullable
    Integer instances;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            description =
                    "recovery: copies of each partition's state that other instances keep (1, where there are any).")
    @Nullable
    Integer standbys;

    @Option(
            names = "--peers",
            paramLabel = "KIND,...",
            split = ",",
            arity = "0..1",
            fallbackValue = "pass-through,plain,postgres",
            description =
                    "drain: the same events for others too, in turns: pass-through (copies only), plain (Kafka Streams"
                            + " with two ordinary stores), postgres (a stored procedure). All without a value.")
    List<String> peers = List.of();

    @Option(
            names = "--peer-seconds",
            paramLabel = "N",
            description = "So long after its first commit a peer is stopped; its rate until then counts.")
    int peerSeconds = 120;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the processor; may be repeated.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--processor-opts", paramLabel = "OPTIONS", description = "For the processor's JVM, in one word.")
    String processorOptions = "";

    @Option(names = "--partitions", paramLabel = "N", description = "Of the topics, where they are made.")
    int partitions = 4;

    @Option(names = "--bootstrap", paramLabel = "ADDRESS", description = "Another cluster than the embedded broker.")
    @Nullable
    String bootstrap;

    @Option(names = "--registry", paramLabel = "URL", description = "The schema registry that goes with it.")
    @Nullable
    String registry;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Both of them, and how to get in, from a file of the processor's settings: kafka.* and"
                    + " drawdown.registry.* are taken from it, and nothing else.")
    @Nullable
    Path config;

    @Option(names = "--report", paramLabel = "DIR", description = "Write report.html and report.json here.")
    @Nullable
    Path report;

    @Option(names = "--no-audit", description = "Measure only; nothing is proven.")
    boolean noAudit;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where broker, state, logs and the auditor's files are, and stay (a temporary folder).")
    @Nullable
    Path data;

    @Option(names = "--keep", description = "Keep the temporary folder.")
    boolean keep;

    /** @throws Refusal with all that is impossible */
    void check() {
        List<String> problems = WishCheck.problems(this);
        if (!problems.isEmpty()) {
            throw new Refusal(problems);
        }
    }

    int wallets() {
        return wallets != null ? wallets : distributions.equals(List.of("hot")) ? 1 : USUAL_WALLETS;
    }

    long events() {
        return events == null ? USUAL_EVENTS : events;
    }

    /** What comes before anything is measured, in each round. */
    long warmupInputs() {
        return mode == Mode.OPEN ? (long) given(rate, USUAL_RATE) * given(warmup, USUAL_WARMUP) : 0;
    }

    Path openFolder() {
        try {
            return data == null
                    ? Files.createTempDirectory("drawdown-loadtest-")
                    : Files.createDirectories(data).toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean keeps() {
        return keep || data != null;
    }

    @Nullable
    Path report() {
        return report;
    }

    /** What was asked for, once it has been checked. */
    RunPlan plan(Path folder) {
        String name = "lt" + Long.toString(System.currentTimeMillis(), ID_RADIX);
        TrafficPlan traffic =
                new TrafficPlan(name, seed, wallets(), distributions, Mix.parse(mix), duplicates, garbage);
        return new RunPlan(
                traffic,
                planMode(),
                rounds,
                partitions,
                where(),
                processorSettings(),
                Program.words(processorOptions),
                peers,
                peerOptions(),
                Duration.ofSeconds(peerSeconds),
                !noAudit,
                folder);
    }

    /** Null for the embedded broker. */
    private @Nullable Connection where() {
        if (config != null) {
            return Connection.read(config);
        }
        return bootstrap == null || registry == null ? null : Connection.to(bootstrap, registry);
    }

    /** Whether it is a cluster that was there before. */
    boolean elsewhere() {
        return bootstrap != null || config != null;
    }

    /** Peers commit as often as the processor is told to. */
    private List<String> peerOptions() {
        Matcher interval = INTERVAL.matcher(settings.getOrDefault("drawdown.commit.interval", ""));
        if (!interval.matches()) {
            return List.of();
        }
        long amount = Long.parseLong(interval.group(1));
        long millis = interval.group(2).equals("s") ? Duration.ofSeconds(amount).toMillis() : amount;
        return List.of("--commit-millis=" + millis);
    }

    private RunPlan.Mode planMode() {
        long count = events();
        return switch (mode) {
            case DRAIN -> new RunPlan.Mode.Drain(count);
            case OPEN ->
                new RunPlan.Mode.Open(given(rate, USUAL_RATE), given(warmup, USUAL_WARMUP), count, given(reads, 0));
            case RECOVERY ->
                new RunPlan.Mode.Recovery(
                        given(rate, USUAL_RECOVERY_RATE),
                        given(kills, USUAL_KILLS),
                        instances(),
                        target == null ? RunPlan.Mode.Recovery.Target.PROCESSOR : target,
                        given(standbys, Math.min(USUAL_STANDBYS, instances() - 1)));
        };
    }

    int instances() {
        return given(instances, 1);
    }

    private static int given(@Nullable Integer value, int usual) {
        return value == null ? usual : value;
    }

    /** Those of the processor, with what follows from other options. */
    private Map<String, String> processorSettings() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (standbys != null) {
            all.put(STANDBYS, standbys.toString());
        }
        return all;
    }
}
