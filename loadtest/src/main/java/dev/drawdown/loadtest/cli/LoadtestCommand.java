package dev.drawdown.loadtest.cli;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.report.Reports;
import dev.drawdown.loadtest.run.LoadRun;
import dev.drawdown.loadtest.run.RunPlan;
import dev.drawdown.loadtest.run.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the options, runs, and says how it ended. */
@Command(
        name = "loadtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        separator = " ",
        description = {
            "Load the processor, measure it, and prove its books right afterwards. Broker, processor and load are"
                    + " processes of their own.",
            "Exit code 1 if anything was lost, doubled or out of order. loadtest/README.md says how to read the"
                    + " figures.%n"
        },
        footer = {
            "",
            "Examples:",
            "  ./drawdown loadtest --events 10000000 --wallets 1000000 --report out",
            "  ./drawdown loadtest --peers --rounds 3 --distribution uniform,hot --no-audit",
            "  ./drawdown loadtest --mode open --rate 20000 --warmup 60 --events 1200000",
            "  ./drawdown loadtest --mode recovery --kills 50 --instances 2 --wallets 1000000",
            "  ./drawdown loadtest --set drawdown.commit.interval=1s --processor-opts -Xmx2g"
        })
public final class LoadtestCommand implements Callable<Integer> {
    static final int FAILED = 1;
    static final int CALLED_WRONGLY = 2;

    @Mixin
    private final Wishes wishes = new Wishes();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    /** Runs what the arguments ask for, and returns the process's exit code. */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new LoadtestCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command.getErr()));
    }

    private static int fail(Exception failure, PrintWriter err) {
        switch (failure) {
            case Refusal impossible -> {
                impossible.problems().forEach(problem -> err.println("loadtest: " + problem));
                return CALLED_WRONGLY;
            }
            case LoadtestFailure said ->
                String.valueOf(said.getMessage()).lines().forEach(line -> err.println("loadtest: " + line));
            default -> {
                err.println("loadtest: failed unexpectedly; this is a bug, please report it");
                failure.printStackTrace(err);
            }
        }
        return FAILED;
    }

    @Override
    public Integer call() throws IOException {
        wishes.check();
        Path folder = wishes.openFolder();
        RunPlan plan = wishes.plan(folder);
        PrintWriter out = spec.commandLine().getOut();
        RunResult result = run(plan);
        Reports.text(result).forEach(out::println);
        Path report = wishes.report();
        if (report != null) {
            Reports.write(result, report);
            out.println("Report: " + report.resolve(Reports.HTML) + " and " + Reports.JSON);
        }
        if (wishes.keeps() || !result.clean()) {
            out.println("Kept: " + folder);
        } else {
            delete(folder);
        }
        return result.exitCode();
    }

    private static RunResult run(RunPlan plan) {
        try (LoadRun run = LoadRun.begin(plan, Progress.ofStandardOutput(System.getenv()))) {
            return run.run();
        } catch (LoadtestFailure failed) {
            throw new LoadtestFailure(failed.getMessage() + "\nLogs and topics are kept in " + plan.folder(), failed);
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
