package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.measure.Latencies;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long events took at a fixed rate.
 *
 * @param cpuNanos by process, after the warm-up
 * @param waitingAtEnd how many inputs the sender, the broker and the processor still had before them when the last was due
 * @param reads null where nothing was read
 */
public record OpenResult(
        RunPlan.Mode.Open wish,
        Latencies latencies,
        Map<String, Long> cpuNanos,
        long waitingAtEnd,
        @Nullable ReadResult reads) {

    /** Whether all together were not more than a quarter of a second behind in the end. */
    public boolean keptUp() {
        return waitingAtEnd <= wish.perSecond() / 4;
    }

    /** CPU time per input of one of the processes, in microseconds. */
    public double cpuMicrosPerEvent(String process) {
        return cpuNanos.getOrDefault(process, 0L) / 1e3 / Math.max(1, wish.events());
    }

    String summary() {
        return String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.0f ms over %,d inputs; CPU per input %.1f µs,"
                                + " broker %.1f µs, load %.1f µs",
                        latencies.millisAt(50),
                        latencies.millisAt(99),
                        latencies.millisAt(99.9),
                        latencies.millisAt(100),
                        latencies.count(),
                        cpuMicrosPerEvent(Drain.SYSTEM),
                        cpuMicrosPerEvent(Drain.BROKER),
                        cpuMicrosPerEvent(Drain.LOAD))
                + (reads == null ? "" : "; " + reads.summary());
    }
}
