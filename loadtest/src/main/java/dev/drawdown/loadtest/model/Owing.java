package dev.drawdown.loadtest.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Looks at the end of every decision whether what is owed is to be collected: in grace at once, on terms once a month. */
final class Owing {
    private final Account account;
    private final Book book;

    Owing(Book book) {
        this.account = book.account;
        this.book = book;
    }

    void look() {
        BigDecimal open = open();
        Fields rule = account.settings.record("auto_recharge");
        boolean recharges = rule != null && rule.flag("enabled");
        boolean collecting = account.payments.stream()
                .anyMatch(payment -> payment.waits() && (payment.is("SHORTFALL") || payment.is("AUTO_RECHARGE")));
        CardLeads cards = new CardLeads(book);
        cards.look();
        boolean grace = account.gateState.equals("GRACE") || cards.collectsOwed();
        if (grace && Money.positive(open) && !recharges && !collecting && !account.rechargeOff) {
            new Cashier(book).collect("SHORTFALL", open, null);
        }
        setPeriod();
    }

    /** The invoice of a month that is over. */
    void invoice() {
        Instant end = account.periodEnds;
        if (end == null || end.isAfter(book.now)) {
            return;
        }
        account.periodEnds = null;
        if (onTerms()) {
            Duration terms = Duration.ofDays(account.settings.numberOr("terms_days", 30));
            new Cashier(book).collect("NET_TERMS", open(), book.now.plus(terms));
        }
    }

    private boolean onTerms() {
        return account.settings.textOr("billing_mode", "PREPAID").equals("NET_TERMS")
                && !account.status.equals("TERMINATED")
                && Money.positive(open());
    }

    private void setPeriod() {
        if (!onTerms()) {
            account.periodEnds = null;
        } else if (account.periodEnds == null) {
            account.periodEnds = book.now
                    .atZone(account.zone)
                    .toLocalDate()
                    .withDayOfMonth(1)
                    .plusMonths(1)
                    .atStartOfDay(account.zone)
                    .toInstant();
        }
    }

    private BigDecimal open() {
        return account.owed.subtract(account.pending());
    }
}
