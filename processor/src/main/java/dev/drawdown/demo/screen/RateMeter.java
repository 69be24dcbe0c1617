package dev.drawdown.demo.screen;

/** Counts what happened in each of the last seconds. */
final class RateMeter {
    private static final int SECONDS = 64;
    private static final int SMOOTHED = 5;

    private final long[] counts = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];
    private long firstSecond = Long.MAX_VALUE;

    void count(long epochMillis) {
        long second = epochMillis / 1_000;
        int slot = (int) (second % SECONDS);
        if (second > seconds[slot]) {
            seconds[slot] = second;
            counts[slot] = 0;
        }
        if (second == seconds[slot]) {
            counts[slot]++;
        }
        firstSecond = Math.min(firstSecond, second);
    }

    /** Returns the mean of the last whole seconds. */
    double perSecond(long nowMillis) {
        long now = nowMillis / 1_000;
        long from = Math.max(now - SMOOTHED, firstSecond);
        if (from >= now) {
            return 0;
        }
        long sum = 0;
        for (long second = from; second < now; second++) {
            sum += at(second);
        }
        return (double) sum / (now - from);
    }

    /** Returns the counts of the last {@code length} whole seconds, the latest last. */
    long[] history(long nowMillis, int length) {
        long[] history = new long[length];
        for (int i = 0; i < length; i++) {
            history[i] = at(nowMillis / 1_000 - length + i);
        }
        return history;
    }

    private long at(long second) {
        int slot = Math.floorMod(second, SECONDS);
        return seconds[slot] == second ? counts[slot] : 0;
    }
}
