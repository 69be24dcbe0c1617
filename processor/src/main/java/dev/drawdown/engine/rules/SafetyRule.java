package dev.drawdown.engine.rules;

import dev.drawdown.engine.Pace;
import dev.drawdown.engine.RechargeHabit;
import dev.drawdown.engine.Recharging;
import dev.drawdown.engine.SafetyPolicy;

/** What is suspicious of a wallet, measured against its own past: spending faster, recharging more often or more, than ever. */
public final class SafetyRule {
    /** The hour by which spending is measured. */
    public static final long HOUR_MILLIS = 60 * 60 * 1000L;

    private static final int PERCENT = 100;

    private SafetyRule() {}

    /** The pace as a decision finds it: of the hour that it falls into. */
    public static Pace at(Pace before, long balanceMicros, long now) {
        if (now < before.endsAtMillis()) {
            return before;
        }
        long spent = before.spentMicros(balanceMicros);
        boolean isMore = spent > 0 && before.hours() < Integer.MAX_VALUE;
        return new Pace(
                now - Math.floorMod(now, HOUR_MILLIS) + HOUR_MILLIS,
                balanceMicros,
                Math.max(spent, before.mostMicros()),
                isMore ? before.hours() + 1 : before.hours(),
                false);
    }

    /** Whether the current hour's spending is beyond anything before, and matters beside what was there to spend. */
    public static boolean isFast(Pace pace, long balanceMicros, SafetyPolicy policy) {
        long spent = pace.spentMicros(balanceMicros);
        return spent > policy.limit(pace.mostMicros())
                && pace.hours() >= policy.spendingHours()
                && !pace.told()
                && spent >= pace.fromMicros() / PERCENT * policy.spendingPercent();
    }

    /** Whether a wallet has recharged more often today than ever. */
    public static boolean isOften(Recharging recharging, SafetyPolicy policy) {
        RechargeHabit habit = recharging.habit();
        return !habit.isOftenTold() && recharging.today() > mostADay(habit, policy);
    }

    /** So many recharges a day are not too many. */
    public static long mostADay(RechargeHabit habit, SafetyPolicy policy) {
        return Math.max(policy.rechargesADay(), policy.limit(habit.mostADay()));
    }

    /** Whether a wallet has recharged more this week than ever. */
    public static boolean isRising(RechargeHabit habit, SafetyPolicy policy) {
        return habit.thisWeekMicros() > policy.limit(habit.mostAWeekMicros())
                && habit.weeks() >= policy.rechargeWeeks()
                && !habit.isRisingTold();
    }
}
