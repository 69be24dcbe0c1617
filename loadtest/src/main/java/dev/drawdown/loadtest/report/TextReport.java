package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.run.OpenResult;
import dev.drawdown.loadtest.run.ReadResult;
import dev.drawdown.loadtest.run.RecoveryResult;
import dev.drawdown.loadtest.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for a terminal or a log. */
final class TextReport {
    private static final int SHOWN_DIFFERENCES = 20;

    private final RunResult result;
    private final List<String> lines = new ArrayList<>();

    private TextReport(RunResult result) {
        this.result = result;
    }

    static List<String> of(RunResult result) {
        TextReport report = new TextReport(result);
        report.head();
        report.drains();
        report.opens();
        report.recoveries();
        report.audit();
        report.notes();
        return report.lines;
    }

    private void head() {
        add("");
        add("Machine   %s", Machine.here());
        add("Load      %s", result.plan().traffic());
        add("Opening   %,d wallets in %.1f s", result.plan().traffic().wallets(), result.openingSeconds());
    }

    private void drains() {
        List<SystemFigures> systems = SystemFigures.of(result);
        if (systems.isEmpty()) {
            return;
        }
        String distribution = "";
        for (SystemFigures figures : systems) {
            if (!figures.distribution().equals(distribution)) {
                distribution = figures.distribution();
                add("");
                add(
                        "%-20s %26s %26s  %s",
                        "Drain, " + distribution, "events/s", "drawdown is", "CPU per event: system, broker, load");
            }
            add(
                    "%-20s %26s %26s  %s",
                    figures.name(),
                    spread("%,.0f", figures.eventsPerSecond()),
                    figures.isProcessor() ? besideFirst(figures) : spread("%.2f", figures.ratio()) + "×",
                    cpu(figures));
        }
        add("");
        for (SystemFigures figures : systems) {
            figures.rounds()
                    .forEach(drain -> add(
                            "  round %d, %s, %-13s %,9.0f/s  %,d events in %.1f s; first entry %.1f s after the start"
                                    + " of its process%s; %d GC pauses, %.0f ms, heap after them at most %d MiB",
                            drain.backlog().round(),
                            drain.backlog().distribution(),
                            drain.system(),
                            drain.eventsPerSecond(),
                            drain.events(),
                            drain.timeline().seconds(),
                            drain.secondsToFirst(),
                            drain.drained() ? "" : "; stopped before the end",
                            drain.gc().pauses(),
                            drain.gc().pausedMillis(),
                            drain.gc().heapAfterMebibytes()));
        }
    }

    private String besideFirst(SystemFigures figures) {
        return figures.besideFirst() == null
                ? ""
                : spread("%.2f", figures.besideFirst()) + "× "
                        + result.plan().traffic().distributions().getFirst();
    }

    private static String cpu(SystemFigures figures) {
        List<String> parts = new ArrayList<>();
        for (String process : SystemFigures.PROCESSES) {
            Spread spread = figures.cpuMicros().get(process);
            parts.add(spread == null ? "–" : format("%.1f", spread.median()));
        }
        return String.join(", ", parts) + " µs";
    }

    /** The median, and in brackets the least and the most where there is more than one figure. */
    private static String spread(String pattern, Spread spread) {
        String median = format(pattern, spread.median());
        return spread.least() == spread.most()
                ? median
                : median + " (" + format(pattern, spread.least()) + "–" + format(pattern, spread.most()) + ")";
    }

    private void opens() {
        for (RunResult.Round round : result.rounds()) {
            OpenResult open = round.open();
            if (open != null) {
                add("");
                add(
                        "Open loop, round %d: %,d/s, %,d measured",
                        round.backlog().round(),
                        open.wish().perSecond(),
                        open.latencies().count());
                for (double percentile : Latencies.PERCENTILES) {
                    add("  p%-7s %10.1f ms", plain(percentile), open.latencies().millisAt(percentile));
                }
                if (!open.keptUp()) {
                    add("  %s", open.verdict());
                }
                add(
                        "  CPU per input: system %s, broker %s, load %s",
                        open.cpuTold("system"), open.cpuTold("broker"), open.cpuTold("load"));
                if (open.reads() != null) {
                    reads(open.reads());
                }
            }
        }
    }

    private void reads(ReadResult reads) {
        add(
                "  Balances over HTTP: %,d/s, %,d measured, %,d not answered",
                reads.perSecond(), reads.latencies().count(), reads.unanswered());
        for (double percentile : Latencies.PERCENTILES) {
            add("  p%-7s %10.1f ms", plain(percentile), reads.latencies().millisAt(percentile));
        }
    }

    private void recoveries() {
        for (RunResult.Round round : result.rounds()) {
            RecoveryResult recovery = round.recovery();
            if (recovery != null) {
                add("");
                add("Recovery, %s", RecoveryFigures.words(recovery));
                add("  %-16s %10s %10s %10s", "seconds", "median", "p90", "worst");
                new RecoveryFigures(recovery)
                        .rows()
                        .forEach(row -> add("  %-16s %10s %10s %10s", row.get(0), row.get(1), row.get(2), row.get(3)));
            }
        }
    }

    static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private void audit() {
        var audit = result.audit();
        add("");
        if (audit == null) {
            add("Audit     not made");
            return;
        }
        add(
                "Audit     %s",
                audit.clean()
                        ? "nothing lost, doubled or out of order"
                        : audit.differences().size() + " DIFFERENCES");
        add(
                "          %,d inputs, %,d entries, %,d wallets; %s",
                audit.counted("inputs"), audit.counted("entries"), audit.counted("wallets"), audit.counts());
        audit.differences().stream().limit(SHOWN_DIFFERENCES).forEach(difference -> add("- %s", difference));
    }

    private void notes() {
        add("");
        add("What is counted");
        Notes.of(result).forEach(note -> add("- %s", note));
    }

    @SuppressWarnings("AnnotateFormatMethod") // Its annotation is in a library that nothing else here needs.
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private void add(String pattern, Object... values) {
        lines.add(format(pattern, values).stripTrailing());
    }
}
