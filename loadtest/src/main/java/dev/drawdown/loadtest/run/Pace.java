package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.client.Registry;
import dev.drawdown.loadtest.client.Shipper;
import dev.drawdown.loadtest.measure.CpuClock;
import dev.drawdown.loadtest.measure.Latencies;
import dev.drawdown.loadtest.measure.LedgerTail;
import dev.drawdown.loadtest.process.Child;
import dev.drawdown.loadtest.process.Cluster;
import dev.drawdown.loadtest.process.Installation;
import dev.drawdown.loadtest.process.Pause;
import dev.drawdown.loadtest.progress.Progress;
import dev.drawdown.loadtest.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a fixed rate, whatever becomes of it, and takes the time of each input from when it should have been sent.
 *
 * <p>So a stall of the processor, the broker or the sender itself counts against every input that had to wait for it, not only
 * against the one that was on its way (no coordinated omission).
 *
 * <p>Before that comes a warm-up of as many inputs as its seconds take at that rate, in which the sender does wait for the
 * processor: what piles up while that is still being compiled would only be measured later on.
 */
final class Pace {
    private static final Duration CATCHING_UP = Duration.ofMinutes(2);
    private static final Duration BEFORE_THE_FIRST = Duration.ofMillis(500);
    private static final int QUIET_POLLS = 3;
    private static final int LOOK_MILLIS = 20;

    /** How often a second of the warm-up the sender looks whether the processor is a second behind. */
    private static final int LOOKS = 10;

    private final RunPlan.Mode.Open wish;
    private final Traffic traffic;
    private final Shipper shipper;
    private final ProcessorSystem processor;
    private final Child child;
    private final Progress progress;
    private final CpuClock cpu = new CpuClock();
    private final Latencies latencies = new Latencies();
    private final AtomicLong readable = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final long warmup;
    private final long firstMeasured;
    private final long acknowledgedBefore;
    private volatile @Nullable Measurement measurement;

    /** What begins behind the warm-up. */
    private record Measurement(Metronome metronome, Map<String, Long> cpuBefore, Waiting waiting) {}

    Pace(
            RunPlan.Mode.Open wish,
            Traffic traffic,
            Shipper shipper,
            Cluster cluster,
            ProcessorSystem processor,
            Child child,
            Progress progress) {
        this.wish = wish;
        this.traffic = traffic;
        this.shipper = shipper;
        this.processor = processor;
        this.child = child;
        this.progress = progress;
        this.warmup = (long) wish.perSecond() * wish.warmupSeconds();
        this.firstMeasured = traffic.made() + 1 + warmup;
        this.acknowledgedBefore = shipper.acknowledged();
        Child broker = cluster.broker();
        if (broker != null) {
            cpu.watch(Drain.BROKER, broker.handle());
        }
        cpu.watch(Drain.SYSTEM, child.handle()).watch(Drain.LOAD, ProcessHandle.current());
    }

    /** Returns when everything has been sent and read, or been waited for long enough. */
    OpenResult run(Connection connection, Registry registry, Installation.@Nullable Api api) {
        progress.begin(String.format(Locale.ROOT, "open loop, %,d/s", wish.perSecond()));
        try (LedgerTail tail = new LedgerTail(connection, registry);
                BalanceReads reads =
                        api == null ? null : new BalanceReads(api, wish.readsPerSecond(), traffic.plan())) {
            Thread sender = Thread.ofPlatform().name("sender").start(() -> send(reads));
            while (sender.isAlive()) {
                tail.poll(this::take);
                show();
            }
            Measurement measured = measured();
            long deadline = System.nanoTime() + CATCHING_UP.toNanos();
            while (processor.lag() > 0 && System.nanoTime() < deadline) {
                tail.poll(this::take);
                show();
            }
            Map<String, Long> used = CpuClock.between(measured.cpuBefore(), cpu.read());
            Waiting.Seen waiting = measured.waiting().seen();
            ReadResult read = reads == null ? null : reads.end();
            readRest(tail);
            if (processor.lag() > 0) {
                throw new LoadtestFailure("Expected the processor to have caught up " + CATCHING_UP.toSeconds()
                        + " s after the end, but it has not: " + wish.perSecond() + "/s is more than it can take");
            }
            OpenResult result = new OpenResult(wish, latencies, used, waiting.median(), waiting.atEnd(), read);
            progress.end(result.summary());
            return result;
        }
    }

    /** What the sender has begun, which has ended by now. */
    private Measurement measured() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        Measurement measured = measurement;
        if (measured == null) {
            throw new IllegalStateException("Expected the sender to have measured something, but it has not");
        }
        return measured;
    }

    /** What was committed last is still to be read. */
    private void readRest(LedgerTail tail) {
        long before;
        do {
            before = readable.get();
            for (int i = 0; i < QUIET_POLLS; i++) {
                tail.poll(this::take);
            }
        } while (before != readable.get() || !tail.isAtEnd());
    }

    private void send(@Nullable BalanceReads reads) {
        try {
            warmUp();
            Metronome metronome = new Metronome(System.nanoTime() + BEFORE_THE_FIRST.toNanos(), wish.perSecond());
            Waiting waiting = new Waiting(metronome::beatsUntil, wish.events(), this::dealtWith);
            measurement = new Measurement(metronome, cpu.read(), waiting);
            if (reads != null) {
                reads.measureFrom(metronome.startNanos());
            }
            for (long beat = 0; beat < wish.events(); beat++) {
                metronome.await(beat);
                shipper.send(traffic.next(Instant.now()));
            }
            shipper.flush();
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    /** How many of those that are measured the processor has behind it. */
    private long dealtWith() {
        long lag = processor.lag();
        return shipper.acknowledged() - acknowledgedBefore - warmup - lag;
    }

    private void warmUp() {
        Metronome metronome = new Metronome(System.nanoTime(), wish.perSecond());
        long betweenLooks = Math.max(1, wish.perSecond() / LOOKS);
        for (long beat = 0; beat < warmup; beat++) {
            if (beat % betweenLooks == 0) {
                awaitLag(wish.perSecond());
            }
            metronome.await(beat);
            shipper.send(traffic.next(Instant.now()));
        }
        shipper.flush();
        awaitLag(0);
    }

    private void awaitLag(long most) {
        long deadline = System.nanoTime() + CATCHING_UP.toNanos();
        while (processor.lag() > most) {
            child.requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new LoadtestFailure("Expected the processor to have at most " + most + " inputs before it within "
                        + CATCHING_UP.toSeconds() + " s of the warm-up, but it has more");
            }
            Pause.millis(LOOK_MILLIS);
        }
    }

    private void take(String inputId, long nanos) {
        readable.incrementAndGet();
        long beat = traffic.numberOf(inputId) - firstMeasured;
        Measurement begun = measurement;
        if (beat >= 0 && begun != null) {
            Metronome metronome = begun.metronome();
            long second = (nanos - metronome.startNanos()) / 1_000_000_000L;
            latencies.add(second, (nanos - metronome.intended(beat)) / 1_000);
        }
    }

    private void show() {
        if (progress.isDue()) {
            Measurement begun = measurement;
            String more = begun == null
                    ? "  warming up"
                    : String.format(
                            Locale.ROOT,
                            "  lag %,d  p99 %.0f ms",
                            begun.waiting().latest(),
                            latencies.millisAt(99));
            progress.show(readable.get(), warmup + wish.events(), more);
        }
    }
}
