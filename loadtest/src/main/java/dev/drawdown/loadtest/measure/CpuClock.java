package dev.drawdown.loadtest.measure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The CPU time that each process has used. */
public final class CpuClock {
    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

    public CpuClock watch(String name, ProcessHandle process) {
        processes.put(name, process);
        return this;
    }

    /** By name, in nanoseconds, its own children included; what has ended, or does not tell, is not there. */
    public Map<String, Long> read() {
        Map<String, Long> nanos = new LinkedHashMap<>();
        processes.forEach((name, process) -> {
            if (used(process) > 0) {
                // The load's own children are the other processes; a peer's are its database.
                long children = process.equals(ProcessHandle.current())
                        ? 0
                        : process.descendants().mapToLong(CpuClock::used).sum();
                nanos.put(name, used(process) + children);
            }
        });
        return nanos;
    }

    private static long used(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** What was used between two readings. */
    public static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> used = new LinkedHashMap<>();
        after.forEach((name, nanos) -> used.put(name, nanos - before.getOrDefault(name, 0L)));
        return used;
    }
}
