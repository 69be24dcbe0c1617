package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Looks at the end of every decision whether the wallet must recharge itself, and what keeps it from that. */
final class Recharge {
    private static final BigDecimal LEAST = new BigDecimal("0.5");
    private static final int CENTS = 2;

    private final Account account;
    private final Book book;

    Recharge(Book book) {
        this.account = book.account;
        this.book = book;
    }

    void look() {
        Fields rule = account.settings.record("auto_recharge");
        BigDecimal covered = account.available().add(account.pending());
        BigDecimal threshold = rule == null ? Money.ZERO : rule.moneyOr("threshold", Money.ZERO);
        BigDecimal amount = rule == null ? Money.ZERO : amount(rule, threshold, covered);
        boolean due = rule != null
                && rule.flag("enabled")
                && !account.status.equals("TERMINATED")
                && Money.above(threshold, covered)
                && Money.atMost(LEAST, amount);
        if (rule == null || !due) {
            account.toldNotRecharging.clear();
            account.rechargeAt = null;
            return;
        }
        if (!account.dayEnds.isAfter(book.now)) {
            account.rechargesToday = 0;
        }
        if (!account.monthEnds.isAfter(book.now)) {
            account.rechargedThisMonth = Money.ZERO;
        }
        String reason = against(rule, amount);
        if (reason != null) {
            tell(reason, threshold);
            return;
        }
        recharge(rule, amount);
        look();
    }

    private static BigDecimal amount(Fields rule, BigDecimal threshold, BigDecimal covered) {
        BigDecimal amount = rule.moneyOr("amount", Money.ZERO);
        if (rule.textOr("mode", "FIXED").equals("TARGET")) {
            amount = rule.moneyOr("target", Money.ZERO).subtract(covered);
        } else if (rule.flag("whole_gap")) {
            BigDecimal times = threshold.subtract(covered).divide(amount, 0, RoundingMode.CEILING);
            amount = amount.multiply(times);
        }
        return Money.plain(amount.setScale(CENTS, RoundingMode.UP));
    }

    /** Why it must not, with the instant in {@code rechargeAt} from which on that is over. */
    private @Nullable String against(Fields rule, BigDecimal amount) {
        account.rechargeAt = null;
        if (account.status.equals("FROZEN")) {
            return "FROZEN";
        }
        if (account.rechargeOff) {
            return "SWITCHED_OFF";
        }
        if (account.payments.stream().anyMatch(payment -> payment.is("AUTO_RECHARGE") && payment.waits())) {
            return "IN_FLIGHT";
        }
        Instant cooled = account.lastRecharge.plusSeconds(rule.numberOr("cooldown_seconds", 0));
        if (cooled.isAfter(book.now)) {
            account.rechargeAt = cooled;
            return "COOLDOWN";
        }
        Long perDay = rule.number("max_per_day");
        if (perDay != null && account.rechargesToday >= perDay) {
            account.rechargeAt = dayEnd();
            return "DAILY_CAP";
        }
        BigDecimal cap = rule.money("monthly_cap");
        if (cap != null && Money.above(account.rechargedThisMonth.add(amount), cap)) {
            account.rechargeAt = monthEnd();
            return "MONTHLY_CAP";
        }
        return null;
    }

    private void tell(String reason, BigDecimal threshold) {
        if (account.toldNotRecharging.add(reason)) {
            Watch.alert(account, book.step, "RECHARGE_SUPPRESSED", book.now)
                    .with("reason", reason)
                    .with("direction", "BELOW")
                    .with("threshold", threshold);
        }
    }

    private void recharge(Fields rule, BigDecimal amount) {
        Cashier cashier = new Cashier(book);
        cashier.recharge(
                amount,
                rule.moneyOr("threshold", Money.ZERO),
                rule.textOr("collect", "DIRECT").equals("INVOICE"),
                rule.flag("auto_complete"));
        account.dayEnds = dayEnd();
        account.monthEnds = monthEnd();
        account.lastRecharge = book.now;
        account.rechargesToday++;
        account.rechargedThisMonth = account.rechargedThisMonth.add(amount);
        account.toldNotRecharging.clear();
        new Suspicion(account, book.step, book.now).recharged(amount, account.dayEnds);
    }

    private Instant dayEnd() {
        boolean runs = account.dayEnds.isAfter(book.now);
        return runs ? account.dayEnds : startOf(today().plusDays(1));
    }

    private Instant monthEnd() {
        boolean runs = account.monthEnds.isAfter(book.now);
        return runs ? account.monthEnds : startOf(today().withDayOfMonth(1).plusMonths(1));
    }

    private LocalDate today() {
        return book.now.atZone(account.zone).toLocalDate();
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(account.zone).toInstant();
    }
}
