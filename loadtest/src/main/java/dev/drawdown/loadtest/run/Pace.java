package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Registry;
import dev.drawdown.loadtest.client.Shipper;
import dev.drawdown.loadtest.measure.CpuClock;
import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.measure.LedgerTail;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Cluster;
import dev.drawdown.loadtest.process.Installation;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a fixed rate, whatever becomes of it, and takes the time of each input from when it should have been sent.
 *
 * <p>So a stall of the processor, the broker or the sender itself counts against every input that had to wait for it, not only
 * against the one that was on its way (no coordinated omission).
 */
final class Pace {
    private static final Duration CATCHING_UP = Duration.ofMinutes(2);
    private static final int QUIET_POLLS = 3;
    private static final long NAP_NANOS = 200_000;

    private final RunPlan.Mode.Open wish;
    private final Traffic traffic;
    private final Shipper shipper;
    private final Progress progress;
    private final CpuClock cpu = new CpuClock();
    private final Latencies latencies = new Latencies();
    private final AtomicLong readable = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final long firstNumber;
    private final long warmup;
    private final long total;
    private final long startNanos = System.nanoTime() + Duration.ofMillis(500).toNanos();

    Pace(
            RunPlan.Mode.Open wish,
            Traffic traffic,
            Shipper shipper,
            Cluster cluster,
            Child processor,
            Progress progress) {
        this.wish = wish;
        this.traffic = traffic;
        this.shipper = shipper;
        this.progress = progress;
        this.firstNumber = traffic.made() + 1;
        this.warmup = (long) wish.perSecond() * wish.warmupSeconds();
        this.total = warmup + wish.events();
        Child broker = cluster.broker();
        if (broker != null) {
            cpu.watch(Drain.BROKER, broker.handle());
        }
        cpu.watch(Drain.SYSTEM, processor.handle()).watch(Drain.LOAD, ProcessHandle.current());
    }

    /** Returns when everything has been sent and read, or been waited for long enough. */
    OpenResult run(String bootstrap, Registry registry, ProcessorSystem processor, Installation.@Nullable Api api) {
        progress.begin(String.format(Locale.ROOT, "open loop, %,d/s", wish.perSecond()));
        try (LedgerTail tail = new LedgerTail(bootstrap, registry);
                BalanceReads reads = api == null ? null : reads(api)) {
            Thread sender = Thread.ofPlatform().name("sender").start(this::send);
            Map<String, Long> cpuBefore = Map.of();
            long lagAfterWarmup = 0;
            long deadline = Long.MAX_VALUE;
            while (sender.isAlive() || (processor.lag() > 0 && System.nanoTime() < deadline)) {
                tail.poll(this::take);
                if (cpuBefore.isEmpty() && System.nanoTime() >= intended(firstNumber + warmup)) {
                    cpuBefore = cpu.read();
                    lagAfterWarmup = processor.lag();
                }
                if (!sender.isAlive() && deadline == Long.MAX_VALUE) {
                    deadline = System.nanoTime() + CATCHING_UP.toNanos();
                }
                show();
            }
            Map<String, Long> used = CpuClock.between(cpuBefore, cpu.read());
            ReadResult read = reads == null ? null : reads.end();
            readRest(tail);
            rethrow();
            if (processor.lag() > 0) {
                throw new LoadtestFailure("Expected the processor to have caught up " + CATCHING_UP.toSeconds()
                        + " s after the end, but it has not: " + wish.perSecond() + "/s is more than it can take");
            }
            OpenResult result = new OpenResult(wish, latencies, used, lagAfterWarmup, read);
            progress.end(result.summary());
            return result;
        }
    }

    private BalanceReads reads(Installation.Api api) {
        return new BalanceReads(api, wish.readsPerSecond(), traffic.plan(), startNanos, intended(firstNumber + warmup));
    }

    /** What was committed last is still to be read. */
    private void readRest(LedgerTail tail) {
        for (long before = -1; before != readable.get(); ) {
            before = readable.get();
            for (int i = 0; i < QUIET_POLLS; i++) {
                tail.poll(this::take);
            }
        }
    }

    /** The instant at which an input should be sent. */
    private long intended(long number) {
        return startNanos + (number - firstNumber) * 1_000_000_000L / wish.perSecond();
    }

    private void send() {
        try {
            for (long number = firstNumber; number < firstNumber + total; number++) {
                long due = intended(number);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(Math.min(NAP_NANOS, due - System.nanoTime()));
                }
                shipper.send(traffic.next(Instant.now()));
            }
            shipper.flush();
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    private void take(String inputId, long nanos) {
        long number = traffic.numberOf(inputId);
        readable.incrementAndGet();
        if (number >= firstNumber + warmup) {
            long second = (nanos - intended(firstNumber + warmup)) / 1_000_000_000L;
            latencies.add(second, (nanos - intended(number)) / 1_000);
        }
    }

    private void show() {
        if (progress.isDue()) {
            long second = (System.nanoTime() - intended(firstNumber + warmup)) / 1_000_000_000L;
            String more =
                    second < 0 ? "  warming up" : String.format(Locale.ROOT, "  p99 %.0f ms", latencies.millisAt(99));
            progress.show(readable.get(), total, more);
        }
    }

    private void rethrow() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
