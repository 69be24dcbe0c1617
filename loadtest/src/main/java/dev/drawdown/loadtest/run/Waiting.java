package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.process.Pause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How many inputs were due and not dealt with, looked at again and again: with the sender, the broker or the processor.
 *
 * <p>A rate that is just too high shows here and not in any single look: what waits grows, or stands high all the time.
 */
final class Waiting {
    private static final long LOOK_MILLIS = 250;

    private final LongUnaryOperator dueAt;
    private final long inputs;
    private final LongSupplier dealt;
    private final List<Long> looks = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread looking;

    /**
     * Looks from now on until the last input is due.
     *
     * @param dueAt how many inputs are due at an instant, in nanoseconds
     * @param dealt how many have been dealt with by now
     */
    Waiting(LongUnaryOperator dueAt, long inputs, LongSupplier dealt) {
        this.dueAt = dueAt;
        this.inputs = inputs;
        this.dealt = dealt;
        looking = Thread.ofPlatform().daemon().name("waiting").start(this::lookOn);
    }

    private void lookOn() {
        try {
            look();
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    private void look() {
        long due = 0;
        while (due < inputs) {
            Pause.millis(LOOK_MILLIS);
            due = Math.clamp(dueAt.applyAsLong(System.nanoTime()), 0, inputs);
            if (due > 0) {
                looks.add(Math.max(0, due - dealt.getAsLong()));
            }
        }
    }

    /** What the last look has shown. */
    long latest() {
        synchronized (looks) {
            return looks.isEmpty() ? 0 : looks.getLast();
        }
    }

    /** What was seen: waits for the last look. */
    Seen seen() {
        try {
            looking.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return Seen.of(List.copyOf(looks));
    }

    /**
     * What was seen.
     *
     * @param median of all looks
     * @param atEnd the higher of the last two looks: one just before the last input was due, and one just after
     */
    record Seen(long median, long atEnd) {
        static Seen of(List<Long> looks) {
            if (looks.isEmpty()) {
                return new Seen(0, 0);
            }
            List<Long> sorted = looks.stream().sorted().toList();
            long beforeLast = looks.get(Math.max(0, looks.size() - 2));
            return new Seen(sorted.get(sorted.size() / 2), Math.max(beforeLast, looks.getLast()));
        }
    }
}
