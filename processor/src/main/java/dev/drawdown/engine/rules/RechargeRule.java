package dev.drawdown.engine.rules;

import dev.drawdown.engine.RechargeHabit;
import dev.drawdown.engine.Recharging;
import dev.drawdown.engine.Recharging.Suppression;
import dev.drawdown.engine.Wallet;
import dev.drawdown.engine.WalletSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When a wallet recharges itself, by how much, and what stands against it. */
public final class RechargeRule {
    private static final long SECOND_MILLIS = 1000;
    private static final int DAYS_A_WEEK = 7;

    private RechargeRule() {}

    /** Whether what is there and what is on its way have fallen below the threshold. */
    public static boolean isDue(WalletSettings.RechargeRule rule, long available, long pending) {
        return rule.enabled() && available + pending < rule.thresholdMicros();
    }

    /** How much is missing, for a wallet that is due: the amount, as many of it as reach the threshold, or up to the target. */
    public static long amount(WalletSettings.RechargeRule rule, long available, long pending) {
        long covered = available + pending;
        return switch (rule.mode()) {
            case FIXED -> fixed(rule, covered);
            case TARGET -> orZero(rule.targetMicros()) - covered;
        };
    }

    /** What a recharge is up against, beside the rule and its own past. */
    public record Circumstances(boolean isFrozen, boolean isStopped, boolean isOneUnderWay, ZoneId zone, long now) {}

    /** Why a recharge is not made, and until when that alone keeps it from being made. */
    public record Held(Suppression reason, long untilMillis) {}

    /** What stands against a recharge of that much, or null. */
    public static @Nullable Held against(
            WalletSettings.RechargeRule rule, Recharging past, long amountMicros, Circumstances today) {
        if (today.isFrozen()) {
            return new Held(Suppression.FROZEN, Wallet.NEVER);
        }
        if (today.isStopped()) {
            return new Held(Suppression.SWITCHED_OFF, Wallet.NEVER);
        }
        if (today.isOneUnderWay()) {
            return new Held(Suppression.IN_FLIGHT, Wallet.NEVER);
        }
        long cooledDown = cooledDownAt(rule, past);
        if (today.now() < cooledDown) {
            return new Held(Suppression.COOLDOWN, cooledDown);
        }
        return againstCaps(rule, past, amountMicros, today);
    }

    /** What is to be remembered once a recharge of that much has been asked for. */
    public static Recharging after(Recharging past, long amountMicros, ZoneId zone, long now) {
        return new Recharging(
                now,
                dayEnd(past, zone, now),
                today(past, now) + 1,
                monthEnd(past, zone, now),
                thisMonth(past, now) + amountMicros,
                0,
                Wallet.NEVER,
                habit(past, amountMicros, zone, now));
    }

    private static RechargeHabit habit(Recharging past, long amountMicros, ZoneId zone, long now) {
        RechargeHabit habit = past.habit();
        boolean isNewDay = now >= past.dayEndsAtMillis();
        boolean isNewWeek = now >= habit.weekEndsAtMillis();
        boolean isFirstWeek = habit.weekEndsAtMillis() == 0;
        return new RechargeHabit(
                isNewDay ? Math.max(habit.mostADay(), past.today()) : habit.mostADay(),
                !isNewDay && habit.isOftenTold(),
                isNewWeek ? startOf(localDate(zone, now).plusDays(DAYS_A_WEEK), zone) : habit.weekEndsAtMillis(),
                isNewWeek ? amountMicros : saturatedSum(habit.thisWeekMicros(), amountMicros),
                isNewWeek ? Math.max(habit.mostAWeekMicros(), habit.thisWeekMicros()) : habit.mostAWeekMicros(),
                isNewWeek && !isFirstWeek ? habit.weeks() + 1 : habit.weeks(),
                !isNewWeek && habit.isRisingTold());
    }

    private static long saturatedSum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static long fixed(WalletSettings.RechargeRule rule, long covered) {
        long amount = orZero(rule.amountMicros());
        return rule.wholeGap() && amount > 0 ? Math.ceilDiv(rule.thresholdMicros() - covered, amount) * amount : amount;
    }

    private static @Nullable Held againstCaps(
            WalletSettings.RechargeRule rule, Recharging past, long amountMicros, Circumstances circumstances) {
        long now = circumstances.now();
        Integer mostPerDay = rule.maxPerDay();
        if (mostPerDay != null && today(past, now) >= mostPerDay) {
            return new Held(Suppression.DAILY_CAP, dayEnd(past, circumstances.zone(), now));
        }
        Long mostPerMonth = rule.monthlyCapMicros();
        return mostPerMonth != null && thisMonth(past, now) + amountMicros > mostPerMonth
                ? new Held(Suppression.MONTHLY_CAP, monthEnd(past, circumstances.zone(), now))
                : null;
    }

    private static long cooledDownAt(WalletSettings.RechargeRule rule, Recharging past) {
        if (past.lastAtMillis() == Recharging.NEVER_YET.lastAtMillis()) {
            return past.lastAtMillis();
        }
        long mostSeconds = (Wallet.NEVER - past.lastAtMillis()) / SECOND_MILLIS;
        return past.lastAtMillis() + Math.min(rule.cooldownSeconds(), mostSeconds) * SECOND_MILLIS;
    }

    private static int today(Recharging past, long now) {
        return now < past.dayEndsAtMillis() ? past.today() : 0;
    }

    private static long thisMonth(Recharging past, long now) {
        return now < past.monthEndsAtMillis() ? past.thisMonthMicros() : 0;
    }

    private static long dayEnd(Recharging past, ZoneId zone, long now) {
        return now < past.dayEndsAtMillis()
                ? past.dayEndsAtMillis()
                : startOf(localDate(zone, now).plusDays(1), zone);
    }

    private static long monthEnd(Recharging past, ZoneId zone, long now) {
        return now < past.monthEndsAtMillis()
                ? past.monthEndsAtMillis()
                : startOf(localDate(zone, now).withDayOfMonth(1).plusMonths(1), zone);
    }

    private static LocalDate localDate(ZoneId zone, long now) {
        return Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
    }

    private static long startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static long orZero(@Nullable Long amount) {
        return amount == null ? 0 : amount;
    }
}
