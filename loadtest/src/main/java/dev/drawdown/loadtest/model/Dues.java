package dev.drawdown.loadtest.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What time brings: expiry, the end of holds, grants that become effective, notices of expiry. */
final class Dues {
    private final Account account;

    Dues(Account account) {
        this.account = account;
    }

    /** When something falls due next, or null. */
    @Nullable
    Instant next() {
        Instant next = account.status.equals("TERMINATED") ? null : earlier(account.rechargeAt, account.periodEnds);
        for (ModelPayment payment : account.payments) {
            next = earlier(next, Cashier.dueOf(account, payment));
        }
        if (account.status.equals("TERMINATED")) {
            return next;
        }
        next = earlier(next, account.expired ? null : account.expiresAt);
        for (ModelHold hold : account.holds()) {
            next = earlier(next, hold.expiresAt());
        }
        for (ModelTranche tranche : account.tranches) {
            if (tranche.open()) {
                next = earlier(next, dueOf(tranche));
            }
        }
        return next;
    }

    private @Nullable Instant dueOf(ModelTranche tranche) {
        Instant due = tranche.effective ? null : tranche.effectiveFrom;
        if (!tranche.expiryAnnounced) {
            due = earlier(due, tranche.noticeAt());
        }
        boolean lapsed = tranche.expiresAt == null || !tranche.expiresAt.isAfter(account.clock);
        return lapsed ? due : earlier(due, tranche.expiresAt);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
    }

    void apply(Book book) {
        if (!account.status.equals("TERMINATED")) {
            applyToCredit(book);
        }
        new Cashier(book).applyDue();
    }

    private void applyToCredit(Book book) {
        Instant now = book.now;
        Holds holds = new Holds(book);
        Credits credits = new Credits(book);
        for (ModelHold hold : account.holds()) {
            if (!hold.expiresAt().isAfter(now)) {
                holds.tell(hold);
                holds.end(hold, "EXPIRED");
                credits.arrived.addAll(holds.setFree(hold.parts()));
            }
        }
        book.common.clear();
        expire(book);
        for (ModelTranche tranche : account.inBurnOrder()) {
            if (!tranche.effective && tranche.open() && !tranche.effectiveFrom.isAfter(now)) {
                credits.makeEffective(tranche);
            }
        }
        new Debits(book).settle(credits.arrived);
        announce(book);
    }

    private void expire(Book book) {
        boolean all = account.expiresAt != null && !account.expired && !account.expiresAt.isAfter(book.now);
        account.expired = account.expired || all;
        Debits debits = new Debits(book);
        for (ModelTranche tranche : account.inBurnOrder()) {
            if (tranche.open() && (all || tranche.expiredAt(book.now))) {
                expire(tranche, book, debits);
            }
        }
    }

    private void expire(ModelTranche tranche, Book book, Debits debits) {
        if (!tranche.effective) {
            tranche.remaining = Money.ZERO;
            return;
        }
        tranche.expiresAt = tranche.expiredAt(book.now) ? tranche.expiresAt : book.now;
        var unpinned = tranche.remaining.subtract(account.pinned(tranche));
        if (Money.positive(unpinned)) {
            debits.lapse("EXPIRY", tranche, unpinned);
        }
    }

    private void announce(Book book) {
        for (ModelTranche tranche : account.tranches) {
            Instant noticeAt = tranche.noticeAt();
            boolean due = noticeAt != null && !noticeAt.isAfter(book.now);
            if (tranche.open() && !tranche.expiryAnnounced && due) {
                tranche.expiryAnnounced = true;
                if (Money.positive(tranche.remaining.subtract(account.pinned(tranche)))) {
                    Watch.alert(account, book.step, "EXPIRING", book.now);
                }
            }
        }
    }
}
