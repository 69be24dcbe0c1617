package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What falls due by itself: holds that end, credit that expires or becomes effective, notices, attempts of payments. All that is due at one
 * instant is one decision, and whether a timer or the wallet's next input brings it makes no difference.
 */
final class DueWork {
    private DueWork() {}

    /** The next instant at which something falls due; {@link Wallet#NEVER} where nothing does. */
    static long next(OpenTranches tranches, List<Hold> holds, long walletExpiryMillis, long now, Policy policy) {
        long next = walletExpiryMillis > now ? walletExpiryMillis : Wallet.NEVER;
        for (int at = 0; at < tranches.size(); at++) {
            Tranche tranche = tranches.get(at);
            if (tranche.effectiveFromMillis() > now) {
                next = Math.min(next, tranche.effectiveFromMillis());
            }
            if (tranche.expiresAtMillis() > now) {
                long first = tranche.expiryAnnounced()
                        ? tranche.expiresAtMillis()
                        : tranche.expiresAtMillis() - policy.expiringNoticeMillis();
                next = Math.min(next, Math.max(first, now + 1));
            }
        }
        for (int at = 0; at < holds.size(); at++) {
            next = Math.min(next, holds.get(at).expiresAtMillis());
        }
        return next;
    }

    static @Nullable Refusal apply(Draft draft, Input.Due due) {
        if (draft.status() != WalletStatus.TERMINATED) {
            applyToCredit(draft, due);
        }
        Collecting.applyDue(draft);
        return null;
    }

    private static void applyToCredit(Draft draft, Input.Due due) {
        for (Hold hold : draft.holds()) {
            if (hold.expiresAtMillis() <= draft.now) {
                draft.journal.attribute(Attribution.ofHold(due, hold));
                Holds.end(draft, hold, Memo.HoldEnd.EXPIRED);
            }
        }
        draft.journal.attribute(Attribution.plain(due));
        Expiry.voidDead(draft);
        if (draft.expiresAt() <= draft.now && draft.expiresAt() > draft.before.clockMillis()) {
            Expiry.voidAll(draft, Reason.EXPIRY, "Wallet expired");
        }
        activate(draft);
        announceExpiry(draft);
    }

    /** Lets announced credit become credit. */
    private static void activate(Draft draft) {
        for (Tranche tranche : draft.tranches.asList()) {
            if (tranche.effectiveFromMillis() <= draft.now
                    && tranche.effectiveFromMillis() > draft.before.clockMillis()) {
                draft.give(
                        tranche,
                        tranche.remainingMicros(),
                        Credits.reason(tranche.pool()),
                        Accounts.expense(tranche.pool()),
                        0,
                        "Credit became effective");
            }
        }
    }

    private static void announceExpiry(Draft draft) {
        for (int at = 0; at < draft.tranches.size(); at++) {
            Tranche tranche = draft.tranches.get(at);
            if (tranche.expiryAnnounced()
                    || tranche.expiresAtMillis() - draft.policy.expiringNoticeMillis() > draft.now) {
                continue;
            }
            draft.tranches.replace(at, tranche.withExpiryAnnounced());
            if (tranche.freeMicros() > 0) {
                draft.signals.add(Alerts.expiring(draft, tranche));
            }
        }
    }
}
