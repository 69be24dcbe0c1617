package dev.drawdown.launch;

import dev.drawdown.audit.ReconcileCsv;
import dev.drawdown.audit.ReconcileReport;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.Setting;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drawdown reconcile}: the ledger's payments against Stripe's own records. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Hold every payment of the ledger against Stripe's own records, both ways: what is missing on either side,",
            "amounts, currencies, refunds, disputes. Nothing is changed anywhere.",
            "Exit code 0 when all agree, 1 on a difference, 2 when one side cannot be read.%n"
        })
final class ReconcileCommand implements Callable<Integer> {
    private static final int UNREADABLE = 2;
    private static final int MOST_SHOWN = 200;

    @Option(names = "--stripe", description = "Against Stripe, the only provider so far.")
    private boolean stripe;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only payments asked for from then on: a date (UTC) or an instant like 2026-03-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only payments asked for before then.")
    private @Nullable String to;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write every payment to this file, those that agree too.")
    private @Nullable Path csv;

    @Option(
            names = "--settling-minutes",
            paramLabel = "N",
            defaultValue = "15",
            description = "How long one side may be ahead of the other; until then a payment counts as in flight"
                    + " (default: ${DEFAULT-VALUE}).")
    private int settlingMinutes;

    @Mixin
    private final ConfigOption settings = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!stripe) {
            throw wrong("Expected what to reconcile the ledger with, but nothing is named; add --stripe");
        }
        Instant first = instant("--from", from, Instant.EPOCH);
        Instant end = instant("--to", to, Instant.MAX);
        if (settlingMinutes < 0) {
            throw wrong("Expected --settling-minutes of 0 or more, but it is " + settlingMinutes);
        }
        DrawdownConfig config = settings.read(Map.of());
        if (config.stripe().apiKey().value().isEmpty()) {
            throw wrong("Expected Stripe's secret key, but there is none; set " + Setting.STRIPE_API_KEY.key()
                    + ", or STRIPE_API_KEY in the environment");
        }
        try {
            Duration settling = Duration.ofMinutes(settlingMinutes);
            return report(new TwoBooks(config, Clock.systemUTC(), progress()).compare(first, end, settling));
        } catch (CommandFailure unreadable) {
            spec.commandLine().getErr().println("drawdown: " + unreadable.getMessage());
            return UNREADABLE;
        }
    }

    @SuppressWarnings("SystemConsoleNull") // From JDK 25 on it is null again where there is no terminal.
    private ProgressLine progress() {
        Console console = System.console();
        // Standard output may be a file while somebody watches, so this goes where the errors go.
        boolean isLive = console != null && console.isTerminal();
        return new ProgressLine(spec.commandLine().getErr(), isLive, System::nanoTime);
    }

    private int report(ReconcileReport report) {
        PrintWriter out = spec.commandLine().getOut();
        report.table(MOST_SHOWN).forEach(out::println);
        if (report.differences() > MOST_SHOWN) {
            out.println("... and " + (report.differences() - MOST_SHOWN) + " more; --csv FILE has all of them");
        }
        if (csv != null) {
            write(report, csv);
        }
        out.println(report.summary());
        return report.differences() == 0 ? 0 : CommandLineInterface.FAILED;
    }

    private static void write(ReconcileReport report, Path file) {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            ReconcileCsv.write(report, writer);
        } catch (IOException e) {
            throw new CommandFailure("Expected to write " + file + ", but " + e, e);
        }
    }

    private Instant instant(String option, @Nullable String text, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw wrong("Expected " + option + " to be a date or an instant, like 2026-03-01 or 2026-03-01T12:00:00Z,"
                    + " but it is " + text);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
