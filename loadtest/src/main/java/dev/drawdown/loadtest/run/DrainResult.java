package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.measure.GcLog;
import dev.drawdown.loadtest.measure.Timeline;
import java.util.Locale;
import java.util.Map;

/**
 * How fast a system took a backlog.
 *
 * @param backlog of the round; its counts are those of the traffic, not of what was taken
 * @param events of the two topics of events that it took; what else the processor takes is not counted
 * @param drained whether that was all of it
 * @param secondsToFirst from the start of its process to the first committed entry
 * @param timeline of its committed entries
 * @param cpuNanos by process, from the first committed entry to the last
 * @param gc of its JVM, over all of its life
 */
public record DrainResult(
        String system,
        Backlog backlog,
        long events,
        boolean drained,
        double secondsToFirst,
        Timeline timeline,
        Map<String, Long> cpuNanos,
        GcLog.Summary gc) {

    /** What was committed by the time the clock started is not counted. */
    public double eventsPerSecond() {
        return timeline.seconds() <= 0 ? 0 : events * timeline.counted() / timeline.seconds();
    }

    /** The same for people; a dash where the process is not on this machine. */
    public String cpuTold(String process) {
        return cpuNanos.containsKey(process) ? String.format(Locale.ROOT, "%.1f µs", cpuMicrosPerEvent(process)) : "–";
    }

    /** CPU time per event of one of the processes, in microseconds. */
    public double cpuMicrosPerEvent(String process) {
        return cpuNanos.getOrDefault(process, 0L) / 1e3 / Math.max(1, events * timeline.counted());
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "%,.0f events/s%s, %,d in %.1f s, the first entry after %.1f s; CPU per event %s, broker %s, load %s",
                eventsPerSecond(),
                drained ? "" : " (stopped before the end)",
                events,
                timeline.seconds(),
                secondsToFirst,
                cpuTold(Drain.SYSTEM),
                cpuTold(Drain.BROKER),
                cpuTold(Drain.LOAD));
    }
}
