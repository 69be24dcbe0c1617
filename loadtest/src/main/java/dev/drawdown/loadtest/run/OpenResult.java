package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.measure.Latencies;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long events took at a fixed rate.
 *
 * @param cpuNanos by process, after the warm-up
 * @param waitingMedian how many inputs sender, broker and processor had before them, in the middle of all looks
 * @param waitingAtEnd the same when the last was due
 * @param reads null where nothing was read
 */
public record OpenResult(
        RunPlan.Mode.Open wish,
        Latencies latencies,
        Map<String, Long> cpuNanos,
        long waitingMedian,
        long waitingAtEnd,
        @Nullable ReadResult reads) {

    /** Whether all together were not more than a quarter of a second behind, neither in the end nor half of the time. */
    public boolean keptUp() {
        return Math.max(waitingMedian, waitingAtEnd) <= wish.perSecond() / 4;
    }

    /** What is to be said where they were: such latencies say how long the queue was, and nothing else. */
    public String verdict() {
        return String.format(
                Locale.ROOT,
                "The rate was not kept: %,d inputs waited half of the time, and %,d when the last was due. These are"
                        + " the latencies of a queue.",
                waitingMedian,
                waitingAtEnd);
    }

    /** The same for people; a dash where the process is not on this machine. */
    public String cpuTold(String process) {
        return cpuNanos.containsKey(process) ? String.format(Locale.ROOT, "%.1f µs", cpuMicrosPerEvent(process)) : "–";
    }

    /** CPU time per input of one of the processes, in microseconds. */
    public double cpuMicrosPerEvent(String process) {
        return cpuNanos.getOrDefault(process, 0L) / 1e3 / Math.max(1, wish.events());
    }

    String summary() {
        return String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.0f ms over %,d inputs; CPU per input %s,"
                                + " broker %s, load %s",
                        latencies.millisAt(50),
                        latencies.millisAt(99),
                        latencies.millisAt(99.9),
                        latencies.millisAt(100),
                        latencies.count(),
                        cpuTold(Drain.SYSTEM),
                        cpuTold(Drain.BROKER),
                        cpuTold(Drain.LOAD))
                + (reads == null ? "" : "; " + reads.summary());
    }
}
