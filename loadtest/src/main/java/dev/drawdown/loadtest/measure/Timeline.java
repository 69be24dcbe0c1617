package dev.drawdown.loadtest.measure;

import java.util.ArrayList;
import java.util.List;

/** How much was committed when. */
public final class Timeline {
    private final List<Sample> samples = new ArrayList<>();

    /**
     * A look at the counter.
     *
     * @param nanos by {@link System#nanoTime}
     */
    public record Sample(long nanos, long count) {}

    /** Takes the next look; one that shows nothing new is kept only if it is the first. */
    public void add(long nanos, long count) {
        if (samples.isEmpty() || samples.getLast().count() != count) {
            samples.add(new Sample(nanos, count));
        }
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** The look that first showed anything, or null: the clock starts here, and what it showed is not counted. */
    public Sample first() {
        return samples.stream()
                .filter(sample -> sample.count() > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected something to be committed"));
    }

    public Sample last() {
        return samples.getLast();
    }

    public boolean began() {
        return !samples.isEmpty() && samples.getLast().count() > 0;
    }

    public double seconds() {
        return (last().nanos() - first().nanos()) / 1e9;
    }

    /** Of all that was committed, the share that was so after the clock had started. */
    public double counted() {
        return 1 - (double) first().count() / last().count();
    }
}
