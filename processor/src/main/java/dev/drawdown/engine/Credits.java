package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.Posting.Status;
import org.jspecify.annotations.Nullable;

/** What brings credit: top-ups, grants, adjustments; and the terms of credit that is there. */
final class Credits {
    private Credits() {}

    static @Nullable Refusal topUp(Draft draft, Input.TopUp topUp, String source) {
        int wanted = topUp.freeAmountMicros() > 0 ? 2 : 1;
        Refusal refusal = refuseCredit(draft, wanted, topUp.expiresAtMillis(), draft.now);
        if (refusal != null) {
            return refusal;
        }
        long expiry = expiry(draft, topUp.expiresAtMillis());
        if (topUp.collect() != WalletSettings.Collect.RECORDED) {
            return Collecting.topUp(draft, topUp, source, expiry);
        }
        if (draft.paymentBook().hasFailed()) {
            draft.payments().hasFailed(PaymentEnds.isAnyOverdue(draft));
        }
        Tranche paid = tranche(draft, Pool.PURCHASED, topUp.amountMicros(), null, draft.now, expiry, Scope.ALL, source);
        draft.give(paid, paid.remainingMicros(), Reason.TOP_UP, Account.CASH, 0, "Funds added");
        if (topUp.freeAmountMicros() > 0) {
            giveFree(draft, topUp.freeAmountMicros(), expiry, source);
        }
        return null;
    }

    /** Free credit that comes with a top-up or an opening. */
    static void giveFree(Draft draft, long amountMicros, long expiry, String source) {
        Tranche free =
                tranche(draft, Pool.PROMOTIONAL, amountMicros, null, draft.now, expiry, Scope.USAGE_ONLY, source);
        draft.give(free, amountMicros, Reason.GRANT, Accounts.expense(free.pool()), 0, "Free credit granted");
    }

    static @Nullable Refusal grant(Draft draft, Input.Grant grant, String source) {
        if (grant.pool() == Pool.PURCHASED) {
            return new Refusal(
                    Outcome.MALFORMED,
                    "Expected the pool of a grant to be PROMOTIONAL or PLAN, but it is PURCHASED; record a top-up.");
        }
        long effectiveFrom =
                grant.effectiveAtMillis() == null ? draft.now : Math.max(draft.now, grant.effectiveAtMillis());
        Refusal refusal = refuseCredit(draft, 1, grant.expiresAtMillis(), effectiveFrom);
        if (refusal != null) {
            return refusal;
        }
        Scope scope =
                grant.scope() != null ? grant.scope() : grant.pool() == Pool.PROMOTIONAL ? Scope.USAGE_ONLY : Scope.ALL;
        Tranche tranche = tranche(
                draft,
                grant.pool(),
                grant.amountMicros(),
                grant.priority(),
                effectiveFrom,
                expiry(draft, grant.expiresAtMillis()),
                scope,
                source);
        String description = Debits.describe("Credit granted", grant.reason());
        if (effectiveFrom > draft.now) {
            draft.tranches.insert(tranche);
            draft.announce(tranche, Status.PENDING, description);
        } else {
            draft.give(
                    tranche,
                    tranche.remainingMicros(),
                    reason(tranche.pool()),
                    Accounts.expense(tranche.pool()),
                    0,
                    description);
        }
        return null;
    }

    static @Nullable Refusal adjust(Draft draft, Input.Adjust adjust, String source) {
        Long corrects = adjust.correctsSeq();
        if (corrects != null && (corrects < 1 || corrects > draft.journal.seq())) {
            return new Refusal(
                    Outcome.NO_SUCH_ENTRY,
                    "Expected corrects_seq to name an entry from 1 to " + draft.journal.seq() + ", but it is "
                            + corrects + ".");
        }
        String description = Debits.describe("Adjusted", adjust.reason());
        if (adjust.amountMicros() < 0) {
            return adjustDown(draft, adjust, description);
        }
        Refusal refusal = refuseCredit(draft, 1, null, draft.now);
        if (refusal != null) {
            return refusal;
        }
        Scope scope = adjust.pool() == Pool.PROMOTIONAL ? Scope.USAGE_ONLY : Scope.ALL;
        Tranche tranche =
                tranche(draft, adjust.pool(), adjust.amountMicros(), null, draft.now, Wallet.NEVER, scope, source);
        draft.journal.correcting(corrects);
        draft.give(tranche, adjust.amountMicros(), Reason.ADJUSTMENT, Account.ADJUSTMENTS, 0, description);
        return null;
    }

    static @Nullable Refusal amend(Draft draft, Input.AmendTranche amend) {
        int at = draft.tranches.indexOf(trancheNumber(amend.trancheId()));
        if (at < 0 || draft.tranches.get(at).expiresAtMillis() <= draft.now) {
            return new Refusal(
                    Outcome.NO_SUCH_TRANCHE,
                    "Expected tranche_id to name an open tranche, but " + amend.trancheId()
                            + " is spent, expired or was never there.");
        }
        Tranche tranche = draft.tranches.get(at);
        long expiry = tranche.expiresAtMillis();
        boolean announced = tranche.expiryAnnounced();
        if (amend.expiresAtMillis() != null) {
            expiry = LocalMidnight.atOrAfter(amend.expiresAtMillis(), draft.zone());
            if (expiry <= Math.max(draft.now, tranche.effectiveFromMillis())) {
                return expiryInPast();
            }
            announced = announcesNothing(draft, expiry);
        }
        int priority = amend.priority() == null ? tranche.priority() : amend.priority();
        draft.tranches.remove(at);
        draft.tranches.insert(tranche.withTerms(priority, expiry, announced));
        draft.memos.add(new Memo.Amendment(Fingerprint.ofTranche(tranche.number()), draft.now, priority, expiry));
        return null;
    }

    /** Whether the wallet cannot take so many tranches more, with such an expiry. */
    static @Nullable Refusal refuseCredit(
            Draft draft, int tranches, @Nullable Long expiresAtMillis, long effectiveFromMillis) {
        if (draft.isExpired()) {
            return new Refusal(
                    Outcome.WALLET_EXPIRED,
                    "Expected the wallet to be unexpired, but its expiry date has passed; move the date first.");
        }
        if (expiresAtMillis != null && expiry(draft, expiresAtMillis) <= effectiveFromMillis) {
            return expiryInPast();
        }
        return refuseMoreTranches(draft, tranches);
    }

    static @Nullable Refusal refuseMoreTranches(Draft draft, int tranches) {
        return draft.tranches.size() + tranches <= draft.policy.maxTranches()
                ? null
                : new Refusal(
                        Outcome.TOO_MANY_TRANCHES,
                        "Expected at most " + draft.policy.maxTranches() + " open tranches, but there are "
                                + draft.tranches.size() + "; let some be spent or expire first.");
    }

    static Refusal expiryInPast() {
        return new Refusal(
                Outcome.EXPIRY_IN_PAST,
                "Expected expires_at to lie after the credit takes effect, but it does not; choose a later date.");
    }

    static Tranche tranche(
            Draft draft,
            Pool pool,
            long amountMicros,
            @Nullable Integer priority,
            long effectiveFromMillis,
            long expiresAtMillis,
            Scope scope,
            String source) {
        return new Tranche(
                draft.nextTrancheNumber(),
                pool,
                amountMicros,
                amountMicros,
                0,
                priority == null ? pool.defaultPriority() : priority,
                effectiveFromMillis,
                expiresAtMillis,
                scope,
                source,
                announcesNothing(draft, expiresAtMillis));
    }

    static Reason reason(Pool pool) {
        return pool == Pool.PLAN ? Reason.PLAN_GRANT : Reason.GRANT;
    }

    private static @Nullable Refusal adjustDown(Draft draft, Input.Adjust adjust, String description) {
        long wanted = -adjust.amountMicros();
        long free = 0;
        for (int at = 0; at < draft.tranches.size(); at++) {
            Tranche tranche = draft.tranches.get(at);
            free += tranche.pool() == adjust.pool() && tranche.isLiveAt(draft.now) ? tranche.freeMicros() : 0;
        }
        if (wanted > free) {
            return Debits.insufficient(draft, wanted, free);
        }
        draft.journal.correcting(adjust.correctsSeq());
        Debits.takeAway(draft, wanted, adjust.pool(), Reason.ADJUSTMENT, description);
        return null;
    }

    private static long expiry(Draft draft, @Nullable Long expiresAtMillis) {
        return expiresAtMillis == null ? Wallet.NEVER : LocalMidnight.atOrAfter(expiresAtMillis, draft.zone());
    }

    /** Credit that comes with less life than the notice would give is not announced at all: it would be noise. */
    static boolean announcesNothing(Draft draft, long expiresAtMillis) {
        return expiresAtMillis == Wallet.NEVER || expiresAtMillis - draft.policy.expiringNoticeMillis() <= draft.now;
    }

    private static long trancheNumber(String trancheId) {
        if (trancheId.length() < 2 || trancheId.length() > 19 || trancheId.charAt(0) != 'T') {
            return -1;
        }
        long number = 0;
        for (int at = 1; at < trancheId.length(); at++) {
            char digit = trancheId.charAt(at);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
