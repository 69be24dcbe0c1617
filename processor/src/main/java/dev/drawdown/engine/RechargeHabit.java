package dev.drawdown.engine;

/**
 * How a wallet has recharged so far, at its most. A week begins with the first recharge after the one before has ended.
 *
 * @param mostADay recharges in any day before the current one
 * @param isOftenTold whether people have been told of the current day
 * @param weekEndsAtMillis until when {@code thisWeekMicros} counts
 * @param thisWeekMicros what was asked for in the current week
 * @param mostAWeekMicros the same of any week before
 * @param weeks how many weeks there were before
 * @param isRisingTold whether people have been told of the current week
 */
public record RechargeHabit(
        int mostADay,
        boolean isOftenTold,
        long weekEndsAtMillis,
        long thisWeekMicros,
        long mostAWeekMicros,
        int weeks,
        boolean isRisingTold) {
    public static final RechargeHabit NONE = new RechargeHabit(0, false, 0, 0, 0, 0, false);

    RechargeHabit withOftenTold() {
        return new RechargeHabit(
                mostADay, true, weekEndsAtMillis, thisWeekMicros, mostAWeekMicros, weeks, isRisingTold);
    }

    RechargeHabit withRisingTold() {
        return new RechargeHabit(mostADay, isOftenTold, weekEndsAtMillis, thisWeekMicros, mostAWeekMicros, weeks, true);
    }
}
