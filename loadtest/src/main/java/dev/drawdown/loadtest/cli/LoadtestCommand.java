package dev.drawdown.loadtest.cli;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.process.Program;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.run.DrainResult;
import dev.drawdown.loadtest.run.LoadRun;
import dev.drawdown.loadtest.run.RunPlan;
import dev.drawdown.loadtest.traffic.Mix;
import dev.drawdown.loadtest.traffic.TrafficPlan;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the options, runs, and says how it ended. */
@Command(
        name = "loadtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Load the processor, measure it, and prove its books right afterwards.%n")
public final class LoadtestCommand implements Callable<Integer> {
    static final int FAILED = 1;
    static final int CALLED_WRONGLY = 2;

    @Option(names = "--events", paramLabel = "N", description = "Inputs of each round.")
    private long events = 1_000_000;

    @Option(names = "--wallets", paramLabel = "N", description = "Wallets, all opened beforehand.")
    private int wallets = 100_000;

    @Option(names = "--distribution", paramLabel = "KIND", description = "uniform, zipf[:EXPONENT] or hot.")
    private String distribution = "uniform";

    @Option(names = "--seed", paramLabel = "N", description = "The same seed is the same traffic.")
    private long seed = 1;

    @Option(names = "--duplicates", paramLabel = "SHARE", description = "Of all inputs, those that were sent before.")
    private double duplicates = 0.01;

    @Option(names = "--garbage", paramLabel = "SHARE", description = "Of all inputs, those that are of no use.")
    private double garbage;

    @Option(names = "--mix", paramLabel = "KIND=N,...", description = "How much of which kind.")
    private String mix = Mix.USUAL;

    @Option(names = "--rounds", paramLabel = "N", description = "How often it is measured.")
    private int rounds = 1;

    @Option(names = "--partitions", paramLabel = "N", description = "Of each topic that is made.")
    private int partitions = 4;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the processor; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--processor-opts", paramLabel = "OPTIONS", description = "For the processor's JVM.")
    private String processorOptions = "";

    @Option(names = "--no-audit", description = "Measure only.")
    private boolean noAudit;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep everything here.")
    private @Nullable Path data;

    /** Runs what the arguments ask for, and returns the process's exit code. */
    public static int execute(String... arguments) {
        return new CommandLine(new LoadtestCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command.getErr()))
                .execute(arguments);
    }

    private static int fail(Exception failure, PrintWriter err) {
        switch (failure) {
            case LoadtestFailure said ->
                String.valueOf(said.getMessage()).lines().forEach(line -> err.println("loadtest: " + line));
            case IllegalArgumentException impossible -> {
                err.println("loadtest: " + impossible.getMessage());
                return CALLED_WRONGLY;
            }
            default -> {
                err.println("loadtest: failed unexpectedly; this is a bug, please report it");
                failure.printStackTrace(err);
            }
        }
        return FAILED;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = data == null ? Files.createTempDirectory("drawdown-loadtest-") : Files.createDirectories(data);
        TrafficPlan traffic = new TrafficPlan(
                "lt" + Long.toString(System.currentTimeMillis() / 1000, 36),
                seed,
                wallets,
                distribution,
                Mix.parse(mix),
                duplicates,
                garbage);
        RunPlan plan = new RunPlan(
                traffic,
                new RunPlan.Mode.Drain(events),
                rounds,
                partitions,
                null,
                settings,
                Program.words(processorOptions),
                List.of(),
                !noAudit,
                folder);
        try (LoadRun run = LoadRun.begin(plan, Progress.ofStandardOutput(System.getenv()))) {
            List<DrainResult> results = run.rounds();
            AuditReport audit = run.audit();
            System.out.println(results.size() + " rounds");
            if (audit != null) {
                System.out.println(audit);
                return audit.clean() ? 0 : FAILED;
            }
        }
        return 0;
    }
}
