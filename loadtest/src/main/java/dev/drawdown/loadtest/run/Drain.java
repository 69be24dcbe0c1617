package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.measure.CpuClock;
import dev.drawdown.loadtest.measure.GcLog;
import dev.drawdown.loadtest.measure.Timeline;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Cluster;
import dev.drawdown.loadtest.process.Pause;
import dev.drawdown.loadtest.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Lets a system take a backlog, and stops the time from the first to the last entry that it commits. */
final class Drain {
    /** What the processes are called where their CPU time is told. */
    static final String SYSTEM = "system";

    static final String BROKER = "broker";
    static final String LOAD = "load";

    private static final long LOOK_MILLIS = 50;
    private static final long LAG_LOOK_NANOS = Duration.ofMillis(250).toNanos();
    private static final Duration STALLED = Duration.ofMinutes(2);
    /** After the last offset was committed, its entries may take a moment to become readable. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private final SystemUnderTest system;
    private final Backlog backlog;
    private final long inputs;
    private final Duration limit;
    private final Progress progress;
    private final Timeline timeline = new Timeline();
    private final CpuClock cpu = new CpuClock();
    private Map<String, Long> cpuAtFirst = Map.of();
    private Map<String, Long> cpuAtLast = Map.of();
    private Instant stoppedAt = Instant.EPOCH;
    private long lag;
    private long lagLookedAt;

    /** @param limit so long after its first entry it is stopped where it stands, and what it has done by then counts */
    Drain(SystemUnderTest system, Backlog backlog, Duration limit, Cluster cluster, Progress progress) {
        this.system = system;
        this.backlog = backlog;
        this.inputs = system.expect(backlog);
        this.limit = limit;
        this.progress = progress;
        this.lag = inputs;
        Child broker = cluster.broker();
        if (broker != null) {
            cpu.watch(BROKER, broker.handle());
        }
        cpu.watch(LOAD, ProcessHandle.current());
    }

    DrainResult run() {
        progress.begin("drain, " + system.name());
        try (Child child = system.start()) {
            cpu.watch(SYSTEM, child.handle());
            boolean drained = follow(child);
            DrainResult result = result(drained, child);
            progress.end(result.summary());
            Pause.millis(system.settling().toMillis());
            stoppedAt = Instant.now();
            return result;
        }
    }

    /** When it was told to stop: until then its timers went on. */
    Instant stoppedAt() {
        return stoppedAt;
    }

    private DrainResult result(boolean drained, Child child) {
        double share = inputs == 0 ? 1 : 1 - (double) lag / inputs;
        return new DrainResult(
                system.name(),
                backlog,
                Math.round(backlog.traffic().events() * share),
                drained,
                (timeline.first().nanos() - child.startedAtNanos()) / 1e9,
                timeline,
                CpuClock.between(cpuAtFirst, cpuAtLast),
                GcLog.read(system.gcLog()));
    }

    private boolean follow(Child child) {
        while (true) {
            child.requireAlive();
            look();
            long now = System.nanoTime();
            if (timeline.began()) {
                long quiet = now - timeline.last().nanos();
                if (lag == 0 && quiet > QUIET.toNanos()) {
                    return true;
                }
                if (now - timeline.first().nanos() > limit.toNanos()) {
                    return false;
                }
                requireMoving(quiet, child);
            } else {
                requireMoving(now - child.startedAtNanos(), child);
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    private void look() {
        long committed = system.committed();
        long now = System.nanoTime();
        boolean moved = committed > 0 && (!timeline.began() || timeline.last().count() != committed);
        boolean begins = moved && !timeline.began();
        if (moved) {
            timeline.add(now, committed);
            Map<String, Long> used = cpu.read();
            cpuAtFirst = begins ? used : cpuAtFirst;
            cpuAtLast = used;
        }
        if (now - lagLookedAt > LAG_LOOK_NANOS) {
            lag = system.lag();
            lagLookedAt = now;
            progress.show(inputs - lag, inputs, String.format(Locale.ROOT, "  lag %,d", lag));
        }
    }

    private static void requireMoving(long quietNanos, Child child) {
        if (quietNanos > STALLED.toNanos()) {
            throw new LoadtestFailure("Expected " + child.name() + " to commit something within " + STALLED.toSeconds()
                    + " s, but nothing moves. The end of " + child.log() + ":\n" + child.tail());
        }
    }
}
