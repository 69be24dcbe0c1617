package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Reason;

/** Voids credit whose time is over, or whose wallet is. */
final class Expiry {
    private Expiry() {}

    /**
     * Voids the free part of every tranche that has expired, or that the wallet's own expiry has overtaken; what a hold
     * pins lives until the hold ends.
     */
    static void voidDead(Draft draft) {
        int at = 0;
        while (at < draft.tranches.size()) {
            Tranche tranche = draft.tranches.get(at);
            if (tranche.freeMicros() > 0 && isDead(draft, tranche)) {
                voidFree(draft, at, Reason.EXPIRY, "Credit expired");
            } else {
                at++;
            }
        }
    }

    /** Voids what the end of a hold has set free of credit that is dead by then; other credit is none of the hold's. */
    static void voidFreed(Draft draft, Hold hold) {
        for (Slice slice : hold.slices()) {
            int at = draft.tranches.indexOf(slice.trancheNumber());
            if (at >= 0 && draft.tranches.get(at).freeMicros() > 0 && isDead(draft, draft.tranches.get(at))) {
                voidFree(draft, at, Reason.EXPIRY, "Credit expired");
            }
        }
    }

    /** Voids all that is free, in every tranche, and what has been announced for later. */
    static void voidAll(Draft draft, Reason reason, String description) {
        int at = 0;
        while (at < draft.tranches.size()) {
            Tranche tranche = draft.tranches.get(at);
            if (tranche.effectiveFromMillis() > draft.before.clockMillis()) {
                draft.tranches.remove(at);
                draft.announce(tranche, Posting.Status.VOIDED, description);
            } else if (tranche.freeMicros() > 0) {
                voidFree(draft, at, reason, description);
            } else {
                at++;
            }
        }
    }

    /** Credit that a return gave back after the wallet expired lives on, for its grace period. */
    private static boolean isDead(Draft draft, Tranche tranche) {
        boolean overtaken = draft.isExpired()
                && draft.expiresAt() <= draft.before.clockMillis()
                && tranche.effectiveFromMillis() < draft.expiresAt();
        return overtaken || tranche.expiresAtMillis() <= draft.now;
    }

    private static void voidFree(Draft draft, int at, Reason reason, String description) {
        Tranche tranche = draft.tranches.get(at);
        Pool pool = tranche.pool();
        long free = tranche.freeMicros();
        draft.take(at, free, reason, Accounts.voided(pool), Accounts.recognized(pool, free), description);
    }
}
