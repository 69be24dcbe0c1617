package dev.drawdown.engine;

import java.util.Arrays;

/** What a wallet spent in the last hour, in slots of five minutes; kept only where time-to-empty is watched. */
public final class BurnRate {
    private final long latestSlot;
    private final long[] slotMicros;

    public BurnRate(long latestSlot, long[] slotMicros) {
        this.latestSlot = latestSlot;
        this.slotMicros = slotMicros.clone();
    }

    /** The latest slot written, counted from the epoch. */
    public long latestSlot() {
        return latestSlot;
    }

    public long[] slotMicros() {
        return slotMicros.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BurnRate that
                && latestSlot == that.latestSlot
                && Arrays.equals(slotMicros, that.slotMicros);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(latestSlot) + Arrays.hashCode(slotMicros);
    }
}
