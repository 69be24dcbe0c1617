package dev.drawdown.loadtest.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long inputs took from their intended time to their readable entries, all together and second by second. */
public final class Latencies {
    /** Those that are reported. */
    public static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 100.0);

    private static final long MOST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Histogram all = new Histogram(MOST_MICROS, DIGITS);
    private final Histogram second = new Histogram(MOST_MICROS, DIGITS);
    private final List<Second> seconds = new ArrayList<>();
    private long current;

    /** A second of intended times. */
    public record Second(long number, long count, double p50Millis, double p99Millis) {}

    /**
     * Notes one.
     *
     * @param atSecond in which second since the measurement began it came to be readable
     */
    public void add(long atSecond, long micros) {
        if (atSecond != current) {
            closeSecond();
            current = atSecond;
        }
        long within = Math.clamp(micros, 0, MOST_MICROS);
        all.recordValue(within);
        second.recordValue(within);
    }

    private void closeSecond() {
        if (second.getTotalCount() > 0) {
            seconds.add(new Second(
                    current,
                    second.getTotalCount(),
                    second.getValueAtPercentile(50) / 1e3,
                    second.getValueAtPercentile(99) / 1e3));
            second.reset();
        }
    }

    public long count() {
        return all.getTotalCount();
    }

    public double millisAt(double percentile) {
        return all.getValueAtPercentile(percentile) / 1e3;
    }

    public double meanMillis() {
        return all.getMean() / 1e3;
    }

    /** Percentile to milliseconds, finely enough to be drawn. */
    public Map<Double, Double> curve() {
        Map<Double, Double> curve = new LinkedHashMap<>();
        for (double beyond = 100; beyond >= 0.001; beyond /= 1.5) {
            curve.put(100 - beyond, millisAt(100 - beyond));
        }
        curve.put(100.0, millisAt(100));
        return curve;
    }

    /** Second by second. */
    public List<Second> seconds() {
        closeSecond();
        return List.copyOf(seconds);
    }
}
