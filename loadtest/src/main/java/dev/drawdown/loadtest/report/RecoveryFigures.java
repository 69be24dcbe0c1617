package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.run.Kill;
import dev.drawdown.loadtest.run.RecoveryResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long recovery took over all kills: from end to end, and each part of it. */
final class RecoveryFigures {
    static final String FIRST = "first entry";
    static final String ALL = "all partitions";

    private final List<Kill> kills;
    private final Map<String, Quantiles> seconds = new LinkedHashMap<>();

    RecoveryFigures(RecoveryResult result) {
        kills = result.kills();
        seconds.put(FIRST, Quantiles.of(kills.stream().map(Kill::firstSeconds).toList()));
        seconds.put(ALL, Quantiles.of(kills.stream().map(Kill::allSeconds).toList()));
        Map<String, List<Double>> parts = new LinkedHashMap<>();
        kills.forEach(kill -> kill.parts()
                .forEach((name, part) ->
                        parts.computeIfAbsent(name, first -> new ArrayList<>()).add(part)));
        parts.forEach((name, each) -> seconds.put(name, Quantiles.of(each)));
    }

    /** By what is measured, from end to end first and then the parts of the first entry in their order. */
    Map<String, Quantiles> seconds() {
        return seconds;
    }

    Quantiles first() {
        return seconds.getOrDefault(FIRST, new Quantiles(0, 0, 0));
    }

    /** What the kills were, in words. */
    static String words(RecoveryResult result) {
        var wish = result.wish();
        return String.format(
                Locale.ROOT,
                "%,d kills of %s, %,d instance%s, %s at %,d/s",
                result.kills().size(),
                switch (wish.target()) {
                    case PROCESSOR -> "the processor";
                    case BROKER -> "the broker";
                    case BOTH -> "broker and processor together";
                },
                wish.instances(),
                wish.instances() == 1 ? "" : "s",
                wish.standbys() == 0 ? "no standbys" : wish.standbys() + " standby(s)",
                wish.perSecond());
    }

    /** Kill by kill. */
    String overTime() {
        Chart chart = new Chart("kill", "seconds");
        chart.line(FIRST, 0, points(false));
        chart.line(ALL, 1, points(true));
        return chart.svg();
    }

    private List<Chart.Point> points(boolean all) {
        return kills.stream()
                .map(kill -> new Chart.Point(kill.number(), all ? kill.allSeconds() : kill.firstSeconds()))
                .toList();
    }

    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        seconds.forEach(
                (name, each) -> rows.add(List.of(name, two(each.median()), two(each.p90()), two(each.worst()))));
        return rows;
    }

    static String two(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
