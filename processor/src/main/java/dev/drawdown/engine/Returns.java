package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Reason;
import org.jspecify.annotations.Nullable;

/** Gives a returned lead's price back into the very slices that paid it. */
final class Returns {
    private Returns() {}

    static @Nullable Refusal returned(Draft draft, Memory memory, Input.LeadReturned lead) {
        Fingerprint key = Fingerprint.ofLead(lead.leadId(), lead.buyerId());
        if (!(memory.recall(Memo.Kind.RECEIPT, key) instanceof Memo.Receipt receipt)) {
            return new Refusal(
                    Outcome.NO_SUCH_LEAD,
                    "Expected a lead " + lead.leadId() + " delivered to buyer " + lead.buyerId()
                            + " within the claim window, but there is none.");
        }
        if (receipt.returned()) {
            return new Refusal(
                    Outcome.LEAD_ALREADY_RETURNED,
                    "Expected lead " + lead.leadId() + " to be returned once, but it was returned before.");
        }
        if (draft.now - receipt.atMillis() > draft.policy.claimWindowMillis()) {
            return new Refusal(
                    Outcome.CLAIM_WINDOW_PASSED,
                    "Expected lead " + lead.leadId()
                            + " to be returned within the claim window, but it was delivered before that.");
        }
        Refusal refusal = Credits.refuseMoreTranches(draft, newTranches(draft, receipt));
        if (refusal != null) {
            return refusal;
        }
        giveBack(draft, receipt, lead);
        draft.memos.add(new Memo.Receipt(
                key,
                receipt.atMillis(),
                receipt.firstSeq(),
                receipt.slices(),
                receipt.owedFromMicros(),
                receipt.owedMicros(),
                true));
        return null;
    }

    private static void giveBack(Draft draft, Memo.Receipt receipt, Input.LeadReturned lead) {
        String description = Debits.describe("Lead " + lead.leadId() + " returned", lead.reason());
        long forgiven = stillOwed(draft, receipt);
        for (Slice slice : receipt.slices()) {
            Tranche tranche = home(draft, slice, lead.id());
            draft.give(
                    tranche,
                    slice.amountMicros(),
                    Reason.LEAD_RETURN,
                    Accounts.used(slice.pool()),
                    -Accounts.recognized(slice.pool(), slice.amountMicros()),
                    description);
        }
        if (forgiven > 0) {
            draft.forgive(forgiven, Reason.LEAD_RETURN, description);
        }
        long settledMeanwhile = receipt.owedMicros() - forgiven;
        if (settledMeanwhile > 0) {
            Tranche tranche = Credits.tranche(
                    draft,
                    Pool.PURCHASED,
                    settledMeanwhile,
                    null,
                    draft.now,
                    draft.isExpired() ? graceEnd(draft) : Wallet.NEVER,
                    Scope.ALL,
                    lead.id());
            draft.give(tranche, settledMeanwhile, Reason.LEAD_RETURN, Account.REVENUE, -settledMeanwhile, description);
        }
    }

    /** The tranche that a slice goes back into: its own, opened again if need be, or one that lives for the grace period. */
    private static Tranche home(Draft draft, Slice slice, String source) {
        if (isDead(draft, slice)) {
            return Credits.tranche(
                    draft,
                    slice.pool(),
                    slice.amountMicros(),
                    slice.priority(),
                    draft.now,
                    graceEnd(draft),
                    slice.scope(),
                    source);
        }
        int at = draft.tranches.indexOf(slice.trancheNumber());
        if (at >= 0) {
            Tranche tranche = draft.tranches.get(at);
            return tranche.withRemaining(tranche.remainingMicros() + slice.amountMicros());
        }
        return new Tranche(
                slice.trancheNumber(),
                slice.pool(),
                slice.amountMicros(),
                slice.amountMicros(),
                0,
                slice.priority(),
                draft.before.openedAtMillis(),
                slice.expiresAtMillis(),
                slice.scope(),
                slice.source(),
                Credits.announcesNothing(draft, slice.expiresAtMillis()));
    }

    /** Whether a slice's tranche has expired; an open tranche knows best, since its date may have been changed. */
    private static boolean isDead(Draft draft, Slice slice) {
        int at = draft.tranches.indexOf(slice.trancheNumber());
        long expiry = at >= 0 ? draft.tranches.get(at).expiresAtMillis() : slice.expiresAtMillis();
        return draft.isExpired() || expiry <= draft.now;
    }

    private static long graceEnd(Draft draft) {
        return draft.now + draft.policy.returnGraceMillis();
    }

    /**
     * How much of the owed part is still owed. What is owed is settled in the order in which it came, so of all that was
     * ever owed the last {@code owed} is what is left.
     */
    private static long stillOwed(Draft draft, Memo.Receipt receipt) {
        long settledUpTo = draft.owedEver() - draft.owed();
        long end = receipt.owedFromMicros() + receipt.owedMicros();
        return Math.max(0, end - Math.max(receipt.owedFromMicros(), settledUpTo));
    }

    private static int newTranches(Draft draft, Memo.Receipt receipt) {
        int count = receipt.owedMicros() > stillOwed(draft, receipt) ? 1 : 0;
        for (Slice slice : receipt.slices()) {
            count += isDead(draft, slice) || draft.tranches.indexOf(slice.trancheNumber()) < 0 ? 1 : 0;
        }
        return count;
    }
}
