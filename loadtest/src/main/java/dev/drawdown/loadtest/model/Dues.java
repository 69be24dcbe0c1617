package dev.drawdown.loadtest.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What time brings: expiry, the end of holds, grants that become effective, notices of expiry. */
final class Dues {
    private static final Duration NOTICE = Duration.ofDays(3);

    private final Account account;

    Dues(Account account) {
        this.account = account;
    }

    /** When something falls due next, or null. */
    @Nullable
    Instant next() {
        Instant next = account.expired ? null : account.expiresAt;
        for (ModelHold hold : account.holds.values()) {
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
        if (!tranche.effective) {
            return earlier(tranche.effectiveFrom, tranche.expiresAt);
        }
        if (awaitsNotice(tranche)) {
            return noticeAt(tranche);
        }
        boolean lapsed = tranche.expiresAt == null || !tranche.expiresAt.isAfter(account.clock);
        return lapsed ? null : tranche.expiresAt;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
    }

    private static @Nullable Instant noticeAt(ModelTranche tranche) {
        return tranche.expiresAt == null ? null : tranche.expiresAt.minus(NOTICE);
    }

    /** Only who has had the credit for longer than the notice is warned. */
    private static boolean awaitsNotice(ModelTranche tranche) {
        Instant noticeAt = noticeAt(tranche);
        return !tranche.expiryAnnounced && noticeAt != null && tranche.createdAt.isBefore(noticeAt);
    }

    void apply(Book book) {
        Instant now = book.now;
        Holds holds = new Holds(book);
        for (ModelHold hold : List.copyOf(account.holds.values())) {
            if (!hold.expiresAt().isAfter(now)) {
                holds.end(hold, "EXPIRED");
                holds.setFree(hold.parts());
            }
        }
        expire(book);
        Credits credits = new Credits(book);
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
            if (all || tranche.expiredAt(book.now)) {
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
            Instant noticeAt = noticeAt(tranche);
            if (tranche.effective && awaitsNotice(tranche) && noticeAt != null && !noticeAt.isAfter(book.now)) {
                tranche.expiryAnnounced = true;
                if (Money.positive(account.free(tranche, book.now))) {
                    Watch.alert(account, book.step, "EXPIRING", book.now);
                }
            }
        }
    }
}
