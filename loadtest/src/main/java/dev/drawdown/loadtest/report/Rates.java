package dev.drawdown.loadtest.report;

import dev.drawdown.loadtest.measure.Timeline;
import dev.drawdown.loadtest.run.DrainResult;
import java.util.ArrayList;
import java.util.List;

/** A timeline of what was committed, seen as rates. */
final class Rates {
    private static final double STEP_SECONDS = 1;

    private Rates() {}

    /** Events per second, about once a second. Entries are counted, and each event has as many as the next, on average. */
    static List<Chart.Point> of(DrainResult drain) {
        Timeline timeline = drain.timeline();
        double eventsPerEntry =
                (double) drain.events() / Math.max(1, timeline.last().count());
        Timeline.Sample origin = timeline.first();
        Timeline.Sample from = origin;
        List<Chart.Point> points = new ArrayList<>();
        for (Timeline.Sample sample : timeline.samples()) {
            double seconds = (sample.nanos() - from.nanos()) / 1e9;
            if (seconds >= STEP_SECONDS) {
                double rate = (sample.count() - from.count()) * eventsPerEntry / seconds;
                points.add(new Chart.Point((sample.nanos() - origin.nanos()) / 1e9, rate));
                from = sample;
            }
        }
        return points;
    }
}
