package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.measure.Timeline;
import java.util.Locale;
import java.util.Map;

/**
 * How fast a system took a backlog.
 *
 * @param events of the backlog that it took
 * @param drained whether that was all of it
 * @param secondsToFirst from the start of its process to the first committed entry
 * @param timeline of its committed entries
 * @param cpuNanos by process, from the first committed entry to the last
 */
public record DrainResult(
        String system,
        long events,
        boolean drained,
        double secondsToFirst,
        Timeline timeline,
        Map<String, Long> cpuNanos) {

    /** What was committed by the time the clock started is not counted. */
    public double eventsPerSecond() {
        return timeline.seconds() <= 0 ? 0 : events * timeline.counted() / timeline.seconds();
    }

    /** CPU time per event of one of the processes, in microseconds. */
    public double cpuMicrosPerEvent(String process) {
        return cpuNanos.getOrDefault(process, 0L) / 1e3 / Math.max(1, events * timeline.counted());
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "%,.0f events/s%s; first entry after %.1f s, %,d events in %.1f s; CPU per event: processor %.1f µs,"
                        + " broker %.1f µs, load %.1f µs",
                eventsPerSecond(),
                drained ? "" : " (stopped before the end)",
                secondsToFirst,
                events,
                timeline.seconds(),
                cpuMicrosPerEvent("processor"),
                cpuMicrosPerEvent("broker"),
                cpuMicrosPerEvent("load"));
    }
}
