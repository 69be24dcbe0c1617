package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.run.OpenResult;
import dev.drawdown.loadtest.run.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The rounds at a fixed rate, as charts and rows of a table. */
final class LatencyFigures {
    private final Chart curve = new Chart("percentile", "milliseconds")
            .xTicks(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0), LatencyFigures::percentile);
    private final Chart overTime = new Chart("seconds since the warm-up", "milliseconds");
    private final List<List<String>> rows = new ArrayList<>();
    private int rounds;

    void add(OpenResult open) {
        int round = rounds++;
        String name = "round " + (round + 1);
        List<Chart.Point> points = new ArrayList<>();
        open.latencies().curve().forEach((percentile, millis) -> {
            if (percentile < 100) {
                points.add(new Chart.Point(2 - Math.log10(100 - percentile), millis));
            }
        });
        curve.line(name, round, points);
        overTime.line(name + ", p50", 2 * round, points(open, Latencies.Second::p50Millis));
        overTime.line(name + ", p99", 2 * round + 1, points(open, Latencies.Second::p99Millis));
        rows.add(row(name, open.latencies()));
        ReadResult reads = open.reads();
        if (reads != null) {
            rows.add(row("balances over HTTP, " + name, reads.latencies()));
        }
    }

    private static List<String> row(String name, Latencies latencies) {
        List<String> row = new ArrayList<>(List.of(name));
        for (double percentile : Latencies.PERCENTILES) {
            row.add(String.format(Locale.ROOT, "%.1f", latencies.millisAt(percentile)));
        }
        return row;
    }

    private static List<Chart.Point> points(OpenResult open, ToDoubleFunction<Latencies.Second> millis) {
        return open.latencies().seconds().stream()
                .map(second -> new Chart.Point(Math.max(0, second.number()), millis.applyAsDouble(second)))
                .toList();
    }

    /** The percentile beyond which a tenth, a hundredth, a thousandth of all lies. */
    private static String percentile(double nines) {
        return nines == 0 ? "0" : TextReport.plain(Math.round((100 - Math.pow(10, 2 - nines)) * 1e6) / 1e6);
    }

    String curve() {
        return curve.svg();
    }

    String overTime() {
        return overTime.svg();
    }

    List<String> head() {
        List<String> head = new ArrayList<>(List.of("ms"));
        Latencies.PERCENTILES.forEach(percentile -> head.add("p" + TextReport.plain(percentile)));
        return head;
    }

    List<List<String>> rows() {
        return rows;
    }
}
