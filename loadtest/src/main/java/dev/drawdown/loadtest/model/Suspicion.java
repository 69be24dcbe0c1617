package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a wallet does as it never did before: more than three times the most of any hour, day or week. */
final class Suspicion {
    private static final BigDecimal TIMES = BigDecimal.valueOf(3);
    private static final BigDecimal USUAL_A_DAY = BigDecimal.valueOf(5);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal PERCENT = BigDecimal.valueOf(20);
    private static final int MICRO_SCALE = 6;
    private static final int HOURS = 24;
    private static final int WEEKS = 2;
    private static final int DAYS_A_WEEK = 7;

    private final Account account;
    private final Step step;
    private final Instant now;

    Suspicion(Account account, Step step, Instant now) {
        this.account = account;
        this.step = step;
        this.now = now;
    }

    static long hour(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), Duration.ofHours(1).toMillis());
    }

    void spending() {
        boolean spent = account.spentSinceLook;
        account.spentSinceLook = false;
        long hour = hour(now);
        BigDecimal sum = account.spentByHour.getOrDefault(hour, Money.ZERO);
        long before = account.spentByHour.entrySet().stream()
                .filter(each -> each.getKey() < hour && Money.positive(each.getValue()))
                .count();
        BigDecimal there = account.balance().add(sum);
        BigDecimal share = there.divide(HUNDRED, MICRO_SCALE, RoundingMode.DOWN).multiply(PERCENT);
        boolean matters = Money.atMost(share, sum) && before >= HOURS;
        if (spent && matters && Money.above(sum, most(account.spentByHour, hour).multiply(TIMES))) {
            tell(hour, "SPENDING_FAST");
        }
    }

    /** A recharge has been asked for, in a day that ends then. */
    void recharged(BigDecimal amount, Instant dayEnds) {
        account.rechargesByDay.merge(dayEnds, BigDecimal.ONE, BigDecimal::add);
        BigDecimal often = most(account.rechargesByDay, dayEnds).multiply(TIMES).max(USUAL_A_DAY);
        if (Money.above(account.rechargesByDay.getOrDefault(dayEnds, Money.ZERO), often)) {
            tell(dayEnds, "RECHARGES_OFTEN");
        }
        if (!account.weekEnds.isAfter(now)) {
            account.weekEnds = now.atZone(account.zone)
                    .toLocalDate()
                    .plusDays(DAYS_A_WEEK)
                    .atStartOfDay(account.zone)
                    .toInstant();
        }
        account.rechargedByWeek.merge(account.weekEnds, amount, BigDecimal::add);
        BigDecimal week = account.rechargedByWeek.getOrDefault(account.weekEnds, Money.ZERO);
        boolean rising = Money.above(
                week, most(account.rechargedByWeek, account.weekEnds).multiply(TIMES));
        if (rising && account.rechargedByWeek.size() > WEEKS) {
            tell("week " + account.weekEnds, "RECHARGES_RISING");
        }
    }

    private static <K> BigDecimal most(Map<K, BigDecimal> byTime, K current) {
        BigDecimal most = Money.ZERO;
        for (Map.Entry<K, BigDecimal> each : byTime.entrySet()) {
            most = each.getKey().equals(current) ? most : most.max(each.getValue());
        }
        return most;
    }

    private void tell(Object when, String reason) {
        if (account.toldOf.add(when)) {
            Watch.alert(account, step, "SAFETY", now).with("reason", reason);
        }
    }
}
