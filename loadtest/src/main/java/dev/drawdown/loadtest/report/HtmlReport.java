package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.audit.AuditReport;
import dev.drawdown.loadtest.run.DrainResult;
import dev.drawdown.loadtest.run.OpenResult;
import dev.drawdown.loadtest.run.RecoveryResult;
import dev.drawdown.loadtest.run.RunResult;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for people: one page, everything in it. */
final class HtmlReport {
    private static final int SHOWN_DIFFERENCES = 20;

    private final RunResult result;
    private final List<SystemFigures> systems;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(RunResult result) {
        this.result = result;
        this.systems = SystemFigures.of(result);
    }

    static String of(RunResult result) {
        HtmlReport report = new HtmlReport(result);
        report.head();
        report.cards();
        report.drains();
        report.opens();
        report.recoveries();
        report.audit();
        report.notes();
        return report.page.append("</body>\n</html>\n").toString();
    }

    private void head() {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                        + "<title>Drawdown load test</title>\n<style>")
                .append(Html.STYLE)
                .append("</style></head>\n<body>\n<h1>Drawdown load test</h1>\n");
        paragraph(
                "soft",
                result.startedAt().truncatedTo(ChronoUnit.SECONDS) + " · " + Machine.here() + " · "
                        + result.plan().traffic());
    }

    private void cards() {
        page.append("<div class=\"cards\">");
        if (!systems.isEmpty()) {
            systems.forEach(system -> card(
                    system.isProcessor()
                            ? format("%,.0f", system.eventsPerSecond().median())
                            : format("%.2f×", system.ratio().median()),
                    (system.isProcessor() ? "events per second" : "as fast as " + system.name()) + ofWhich(system)));
        }
        opens(open -> {
            card(
                    format("%.1f ms", open.latencies().millisAt(50)),
                    "p50 at " + open.wish().perSecond() + "/s");
            card(
                    format("%.1f ms", open.latencies().millisAt(99)),
                    "p99 at " + open.wish().perSecond() + "/s");
        });
        recoveries(recovery -> {
            Quantiles first = new RecoveryFigures(recovery).first();
            card(format("%.2f s", first.median()), "from kill -9 to the first entry, median");
            card(
                    format("%.2f s", first.worst()),
                    format("the worst of %,d", recovery.kills().size()));
        });
        AuditReport audit = result.audit();
        String verdict = audit == null
                ? "not made"
                : audit.clean() ? "clean" : audit.differences().size() + " differences";
        card(verdict, "audit");
        card(
                format("%.1f s", result.openingSeconds()),
                format("to open %,d wallets", result.plan().traffic().wallets()));
        page.append("</div>\n");
    }

    private void card(String figure, String what) {
        page.append("<div class=\"card\"><b>")
                .append(Html.escape(figure))
                .append("</b>")
                .append(Html.escape(what))
                .append("</div>");
    }

    private void drains() {
        if (systems.isEmpty()) {
            return;
        }
        heading("Committed events per second");
        figure(
                Bars.svg(systems),
                "Median over the rounds; the line across a bar's end goes from the least to the most.");
        for (String distribution : result.plan().traffic().distributions()) {
            overTime(distribution);
        }
        heading("Rounds");
        table(
                List.of(
                        "system",
                        "round",
                        "distribution",
                        "events/s",
                        "events",
                        "seconds",
                        "first entry after",
                        "CPU system",
                        "CPU broker",
                        "CPU load",
                        "GC pauses",
                        "heap after GC"),
                systems.stream()
                        .flatMap(figures -> figures.rounds().stream())
                        .map(HtmlReport::row)
                        .toList());
        paragraph("soft", "CPU per event. First entry: counted from the start of the system's process.");
    }

    /** Which of the distributions is meant, where there are several. */
    private String ofWhich(SystemFigures figures) {
        return result.plan().traffic().distributions().size() == 1 ? "" : ", " + figures.distribution();
    }

    private void overTime(String distribution) {
        heading("Throughput over time, " + distribution);
        Chart chart = new Chart("seconds since the first committed entry", "events/s");
        List<SystemFigures> shown = systems.stream()
                .filter(figures -> figures.distribution().equals(distribution))
                .toList();
        for (int i = 0; i < shown.size(); i++) {
            for (DrainResult drain : shown.get(i).rounds()) {
                chart.line(drain.system() + ", round " + drain.backlog().round(), i, Rates.of(drain));
            }
        }
        figure(chart.svg(), "Per second, from what was committed by then.");
    }

    private static List<String> row(DrainResult drain) {
        return List.of(
                drain.system() + (drain.drained() ? "" : " (stopped early)"),
                "" + drain.backlog().round(),
                drain.backlog().distribution(),
                format("%,.0f", drain.eventsPerSecond()),
                format("%,d", drain.events()),
                format("%.1f", drain.timeline().seconds()),
                format("%.1f s", drain.secondsToFirst()),
                drain.cpuTold("system"),
                drain.cpuTold("broker"),
                drain.cpuTold("load"),
                format("%.0f ms", drain.gc().pausedMillis()),
                format("%,d MiB", drain.gc().heapAfterMebibytes()));
    }

    private interface ForOpen {
        void show(OpenResult open);
    }

    private void opens(ForOpen each) {
        for (RunResult.Round round : result.rounds()) {
            if (round.open() != null) {
                each.show(round.open());
            }
        }
    }

    private void opens() {
        LatencyFigures latency = new LatencyFigures();
        opens(latency::add);
        if (latency.rows().isEmpty()) {
            return;
        }
        heading("Latency by percentile");
        opens(open -> {
            if (!open.keptUp()) {
                paragraph("bad", open.verdict());
            }
        });
        figure(latency.curve(), "From the intended time of an input to its first readable, committed ledger entry.");
        table(latency.head(), latency.rows());
        heading("Latency over time");
        figure(latency.overTime(), "By the second in which an entry came to be readable.");
    }

    private interface ForRecovery {
        void show(RecoveryResult recovery);
    }

    private void recoveries(ForRecovery each) {
        for (RunResult.Round round : result.rounds()) {
            if (round.recovery() != null) {
                each.show(round.recovery());
            }
        }
    }

    private void recoveries() {
        recoveries(recovery -> {
            RecoveryFigures figures = new RecoveryFigures(recovery);
            heading("Recovery from " + RecoveryFigures.words(recovery));
            figure(
                    figures.overTime(),
                    "From the kill to the first ledger entry committed after it, and until each partition had one.");
            table(List.of("seconds", "median", "p90", "worst"), figures.rows());
            paragraph("soft", "Below the first two: what the time until the first entry was spent on.");
        });
    }

    private void audit() {
        heading("Audit");
        AuditReport audit = result.audit();
        if (audit == null) {
            paragraph("bad", "Not made.");
            return;
        }
        paragraph(
                audit.clean() ? "good" : "bad",
                audit.clean()
                        ? format(
                                "Nothing lost, doubled or out of order: %,d inputs, %,d entries, %,d wallets.",
                                audit.counted("inputs"), audit.counted("entries"), audit.counted("wallets"))
                        : audit.differences().size() + " differences.");
        for (int i = 0; i < Math.min(SHOWN_DIFFERENCES, audit.differences().size()); i++) {
            page.append("<pre>")
                    .append(Html.escape(audit.differences().get(i).toString()))
                    .append("</pre>\n");
        }
        table(
                List.of("what was met", "how often"),
                audit.counts().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(count -> List.of(count.getKey(), format("%,d", count.getValue())))
                        .toList());
    }

    private void notes() {
        heading("What is counted, and what is not");
        page.append("<ul>");
        Notes.of(result)
                .forEach(note -> page.append("<li>").append(Html.escape(note)).append("</li>"));
        page.append("</ul>\n");
    }

    private void heading(String text) {
        page.append("<h2>").append(Html.escape(text)).append("</h2>\n");
    }

    private void paragraph(String kind, String text) {
        page.append("<p class=\"")
                .append(kind)
                .append("\">")
                .append(Html.escape(text))
                .append("</p>\n");
    }

    private void figure(String svg, String caption) {
        page.append("<figure>")
                .append(svg)
                .append("<figcaption>")
                .append(Html.escape(caption))
                .append("</figcaption></figure>\n");
    }

    private void table(List<String> head, List<List<String>> rows) {
        page.append("<div class=\"wide\"><table><tr>");
        head.forEach(name -> page.append("<th>").append(Html.escape(name)).append("</th>"));
        page.append("</tr>");
        for (List<String> row : rows) {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(Html.escape(cell)).append("</td>"));
            page.append("</tr>");
        }
        page.append("</table></div>\n");
    }

    @SuppressWarnings("AnnotateFormatMethod") // Its annotation is in a library that nothing else here needs.
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
