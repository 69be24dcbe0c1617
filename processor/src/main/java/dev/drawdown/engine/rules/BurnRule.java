package dev.drawdown.engine.rules;

import dev.drawdown.engine.BurnRate;
import org.jspecify.annotations.Nullable;

/** How fast a wallet is spending, over a sliding hour, and whether that empties it too soon. */
public final class BurnRule {
    private static final long SLOT_MILLIS = 5 * 60 * 1000L;
    private static final int SLOTS = 12;
    /** The alert stands until the time left is a fifth longer than asked for: {@code left − left/6 ≥ asked}. */
    private static final int REARM_PART = 6;

    private BurnRule() {}

    /** The burn rate with what a decision spent. */
    public static BurnRate after(@Nullable BurnRate before, long spentMicros, long now) {
        long slot = now / SLOT_MILLIS;
        long[] slots = new long[SLOTS];
        if (before != null) {
            long[] old = before.slotMicros();
            for (long kept = slot - SLOTS + 1; kept <= before.latestSlot(); kept++) {
                slots[(int) (kept % SLOTS)] = old[(int) (kept % SLOTS)];
            }
        }
        int current = (int) (slot % SLOTS);
        slots[current] = saturatedSum(slots[current], spentMicros);
        return new BurnRate(slot, slots);
    }

    /** Whether, at the rate of the last hour, the wallet is empty in less than the hours asked for. */
    public static boolean isRunningOut(boolean before, BurnRate rate, long available, int hours) {
        long perHour = 0;
        for (long micros : rate.slotMicros()) {
            perHour = saturatedSum(perHour, micros);
        }
        if (perHour == 0) {
            return false;
        }
        long counted = before ? available - Math.ceilDiv(available, REARM_PART) : available;
        return Math.floorDiv(counted, perHour) < hours;
    }

    private static long saturatedSum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
