package dev.drawdown.engine;

import dev.drawdown.engine.Signal.Alert;
import dev.drawdown.engine.rules.SafetyRule;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Tells of what is suspicious, once each time, with the figures that make it so. */
final class Safety {
    private static final int DAYS_A_WEEK = 7;

    private Safety() {}

    /** Looks at how fast the wallet spends, and returns what is to be remembered of it. */
    static Pace watch(Draft draft) {
        Wallet before = draft.before;
        long balance = draft.settled() - draft.owed();
        long otherwise = balance - before.balanceMicros() + draft.spent();
        Pace pace =
                SafetyRule.at(before.pace(), before.balanceMicros(), draft.now).moved(otherwise);
        SafetyPolicy policy = draft.policy.safety();
        if (draft.spent() == 0 || !SafetyRule.isFast(pace, balance, policy)) {
            return pace;
        }
        draft.signals.add(fast(draft, pace, balance));
        return pace.withTold();
    }

    /** Looks at a recharge that has just been asked for, and returns what is to be remembered. */
    static Recharging watch(Draft draft, Recharging recharging) {
        SafetyPolicy policy = draft.policy.safety();
        RechargeHabit habit = recharging.habit();
        if (SafetyRule.isOften(recharging, policy)) {
            draft.signals.add(often(draft, recharging));
            habit = habit.withOftenTold();
        }
        if (SafetyRule.isRising(habit, policy)) {
            draft.signals.add(rising(draft, habit));
            habit = habit.withRisingTold();
        }
        return recharging.with(habit);
    }

    /** What the owner has found, told on the wallet whose decline has brought it to light. */
    static Alert failing(Draft draft, Input.CardFailing failing) {
        return alert(
                draft,
                null,
                "CARD_FAILING",
                "A card of owner " + draft.before.ownerId() + " (" + failing.card() + ") has declined "
                        + failing.declines() + " attempts on " + failing.wallets() + " wallets since "
                        + Instant.ofEpochMilli(failing.sinceMillis())
                        + ". Look who uses it, and ask for another one.");
    }

    private static Alert fast(Draft draft, Pace pace, long balance) {
        long limit = draft.policy.safety().limit(pace.mostMicros());
        return alert(
                draft,
                limit,
                "SPENDING_FAST",
                money(draft, pace.spentMicros(balance)) + " has been spent since "
                        + Instant.ofEpochMilli(pace.endsAtMillis() - SafetyRule.HOUR_MILLIS)
                        + ". In the " + pace.hours() + " hours with any spending before, it was at most "
                        + money(draft, pace.mostMicros()) + " an hour. Look whether that is wanted.");
    }

    private static Alert often(Draft draft, Recharging recharging) {
        return alert(
                draft,
                null,
                "RECHARGES_OFTEN",
                recharging.today() + " automatic recharges have been asked for since " + today(draft)
                        + ". On any day before it was at most "
                        + recharging.habit().mostADay() + ". Look whether that is wanted.");
    }

    private static Alert rising(Draft draft, RechargeHabit habit) {
        LocalDate end = Instant.ofEpochMilli(habit.weekEndsAtMillis())
                .atZone(draft.zone())
                .toLocalDate();
        return alert(
                draft,
                draft.policy.safety().limit(habit.mostAWeekMicros()),
                "RECHARGES_RISING",
                "Automatic recharges of " + money(draft, habit.thisWeekMicros()) + " have been asked for since "
                        + end.minusDays(DAYS_A_WEEK) + ". In the " + habit.weeks()
                        + " weeks with any before, it was at most " + money(draft, habit.mostAWeekMicros())
                        + " a week. Look whether that is wanted.");
    }

    private static Alert alert(Draft draft, @Nullable Long limit, String reason, String message) {
        return new Alert(
                Alert.Kind.SAFETY,
                null,
                null,
                limit,
                limit == null ? null : WalletSettings.Direction.ABOVE,
                draft.available(),
                reason,
                message);
    }

    private static LocalDate today(Draft draft) {
        return Instant.ofEpochMilli(draft.now).atZone(draft.zone()).toLocalDate();
    }

    private static String money(Draft draft, long micros) {
        return Amounts.readable(micros, draft.currency());
    }
}
