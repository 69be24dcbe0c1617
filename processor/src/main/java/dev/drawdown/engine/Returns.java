package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Reason;
import java.util.ArrayList;
import java.util.List;
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
        List<Slice> slices = underTermsOfToday(draft, memory, receipt.slices());
        Refusal refusal = Credits.refuseMoreTranches(draft, newTranches(draft, receipt, slices));
        if (refusal == null) {
            refusal = CardCharges.refuseReturn(draft, memory, receipt);
        }
        if (refusal != null) {
            return refusal;
        }
        giveBack(draft, receipt, slices, lead);
        if (receipt.cardMicros() > 0) {
            CardCharges.giveBack(draft, memory, receipt, describe(lead));
        }
        draft.memos.add(new Memo.Receipt(
                key,
                receipt.atMillis(),
                receipt.firstSeq(),
                receipt.slices(),
                receipt.owedFromMicros(),
                receipt.owedMicros(),
                true,
                receipt.cardNumber(),
                receipt.cardMicros()));
        return null;
    }

    private static void giveBack(Draft draft, Memo.Receipt receipt, List<Slice> slices, Input.LeadReturned lead) {
        String description = describe(lead);
        long forgiven = stillOwed(draft, receipt);
        for (Slice slice : slices) {
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
            giveCredit(draft, settledMeanwhile, lead.id(), description);
        }
    }

    /** Gives back as purchased credit what was paid otherwise than by credit. */
    static void giveCredit(Draft draft, long amountMicros, String source, String description) {
        Tranche tranche = Credits.tranche(
                draft,
                Pool.PURCHASED,
                amountMicros,
                null,
                draft.now,
                draft.isExpired() ? graceEnd(draft) : Wallet.NEVER,
                Scope.ALL,
                source);
        draft.give(tranche, amountMicros, Reason.LEAD_RETURN, Account.REVENUE, -amountMicros, description);
    }

    private static String describe(Input.LeadReturned lead) {
        return Debits.describe("Lead " + lead.leadId() + " returned", lead.reason());
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

    /** The slices as they would be burned today: their tranche may have been amended since, open or closed meanwhile. */
    private static List<Slice> underTermsOfToday(Draft draft, Memory memory, List<Slice> slices) {
        List<Slice> today = new ArrayList<>(slices.size());
        for (Slice slice : slices) {
            Fingerprint key = Fingerprint.ofTranche(slice.trancheNumber());
            int at = draft.tranches.indexOf(slice.trancheNumber());
            if (at >= 0) {
                today.add(draft.tranches.get(at).slice(slice.amountMicros()));
            } else if (memory.recall(Memo.Kind.AMENDMENT, key) instanceof Memo.Amendment amended) {
                today.add(slice.withTerms(amended.priority(), amended.expiresAtMillis()));
            } else {
                today.add(slice);
            }
        }
        return today;
    }

    private static boolean isDead(Draft draft, Slice slice) {
        return draft.isExpired() || slice.expiresAtMillis() <= draft.now;
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

    private static int newTranches(Draft draft, Memo.Receipt receipt, List<Slice> slices) {
        int count = receipt.owedMicros() > stillOwed(draft, receipt) ? 1 : 0;
        count += receipt.cardMicros() > 0 ? 1 : 0;
        for (Slice slice : slices) {
            count += isDead(draft, slice) || draft.tranches.indexOf(slice.trancheNumber()) < 0 ? 1 : 0;
        }
        return count;
    }
}
