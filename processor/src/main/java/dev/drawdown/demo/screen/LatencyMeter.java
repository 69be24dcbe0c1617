package dev.drawdown.demo.screen;

import java.util.Arrays;

/** The latest delays, as quantiles. */
final class LatencyMeter {
    private final int[] millis = new int[1_024];
    private long count;

    void took(long delayMillis) {
        millis[(int) (count++ % millis.length)] = Math.clamp(delayMillis, 0, Integer.MAX_VALUE);
    }

    /** Returns the delay that {@code share} of the latest do not exceed, or -1 when there were none. */
    long quantile(double share) {
        int known = (int) Math.min(count, millis.length);
        if (known == 0) {
            return -1;
        }
        int[] sorted = Arrays.copyOf(millis, known);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(known - 1L, (long) (share * known))];
    }
}
