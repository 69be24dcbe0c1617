package dev.drawdown.engine;

/**
 * Where a wallet's auto-recharging stands. Days and months end where the owner's time zone put them when they began.
 *
 * @param lastAtMillis when a recharge was last asked for
 * @param dayEndsAtMillis until when {@code today} counts
 * @param today recharges asked for in the current day
 * @param monthEndsAtMillis until when {@code thisMonthMicros} counts
 * @param thisMonthMicros what was asked for in the current month
 * @param told the reasons, a bit each by its place, that have been told since the rule was last content
 * @param wakeAtMillis when a reason ends by itself; {@link Wallet#NEVER} where none does
 */
public record Recharging(
        long lastAtMillis,
        long dayEndsAtMillis,
        int today,
        long monthEndsAtMillis,
        long thisMonthMicros,
        int told,
        long wakeAtMillis,
        RechargeHabit habit) {
    public static final Recharging NEVER_YET =
            new Recharging(Long.MIN_VALUE, 0, 0, 0, 0, 0, Wallet.NEVER, RechargeHabit.NONE);

    @SuppressWarnings("EnumOrdinal")
    boolean hasTold(Suppression reason) {
        return (told & 1 << reason.ordinal()) != 0;
    }

    @SuppressWarnings("EnumOrdinal")
    Recharging suppressed(Suppression reason, long untilMillis) {
        return with(told | 1 << reason.ordinal(), untilMillis);
    }

    /** The same once nothing is due. */
    Recharging content() {
        return with(0, Wallet.NEVER);
    }

    private Recharging with(int nextTold, long nextWakeAtMillis) {
        return new Recharging(
                lastAtMillis,
                dayEndsAtMillis,
                today,
                monthEndsAtMillis,
                thisMonthMicros,
                nextTold,
                nextWakeAtMillis,
                habit);
    }

    Recharging with(RechargeHabit next) {
        return new Recharging(
                lastAtMillis, dayEndsAtMillis, today, monthEndsAtMillis, thisMonthMicros, told, wakeAtMillis, next);
    }

    /** Why a recharge that is due is not made, in order of precedence. */
    public enum Suppression {
        FROZEN,
        SWITCHED_OFF,
        IN_FLIGHT,
        COOLDOWN,
        DAILY_CAP,
        MONTHLY_CAP
    }
}
