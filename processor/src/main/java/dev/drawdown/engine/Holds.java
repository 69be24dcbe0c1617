package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Credit promised to one use: placed, captured, released, expired, each once. */
final class Holds {
    private static final long SECOND_MILLIS = 1000;
    private static final long MAX_TTL_SECONDS = 366L * 24 * 60 * 60;

    private Holds() {}

    static @Nullable Refusal place(Draft draft, Memory memory, Input.PlaceHold place) {
        if (place.ttlSeconds() < 1 || place.ttlSeconds() > MAX_TTL_SECONDS) {
            return new Refusal(
                    Outcome.MALFORMED,
                    "Expected ttl_seconds to be from 1 to " + MAX_TTL_SECONDS + ", but it is " + place.ttlSeconds()
                            + ".");
        }
        if (draft.hold(place.holdId()) != null || ended(memory, place.holdId()) != null) {
            return new Refusal(
                    Outcome.HOLD_EXISTS,
                    "Expected hold_id to be new, but " + place.holdId() + " is or was in use; choose another.");
        }
        if (draft.holds().size() >= draft.policy.maxHolds()) {
            return new Refusal(
                    Outcome.TOO_MANY_HOLDS,
                    "Expected at most " + draft.policy.maxHolds()
                            + " open holds, but there are as many already; capture or release some first.");
        }
        long available = draft.available(place.chargeType(), place.category());
        long spendable = Math.min(available, available - draft.settings().floorMicros());
        if (place.amountMicros() > spendable) {
            return Debits.insufficient(draft, place.amountMicros(), spendable);
        }
        draft.addHold(new Hold(
                place.holdId(),
                place.amountMicros(),
                place.chargeType(),
                place.category(),
                draft.now,
                draft.now + place.ttlSeconds() * SECOND_MILLIS,
                place.allowOverage(),
                pick(draft, place)));
        return null;
    }

    static @Nullable Refusal capture(Draft draft, Memory memory, Input.CaptureHold capture, Input input) {
        Hold hold = draft.hold(capture.holdId());
        if (hold == null) {
            return refuseEnded(memory, capture.holdId(), Memo.HoldEnd.CAPTURED);
        }
        long amount = capture.amountMicros() == null ? hold.amountMicros() : capture.amountMicros();
        if (amount > hold.amountMicros() && !hold.allowOverage()) {
            return new Refusal(
                    Outcome.EXCEEDS_HOLD,
                    "Expected at most the " + Amounts.readable(hold.amountMicros(), draft.currency())
                            + " that " + hold.holdId() + " holds, but "
                            + Amounts.readable(amount, draft.currency())
                            + " was asked for; place the hold with allow_overage, or capture less.");
        }
        draft.journal.attribute(Attribution.ofHold(input, hold));
        String description = "Hold " + hold.holdId() + " captured";
        long captured = capture(draft, hold, amount, description);
        if (amount > captured) {
            Debits.charge(
                    draft,
                    amount - captured,
                    hold.chargeType(),
                    hold.category(),
                    Debits.reason(hold.chargeType()),
                    description);
        }
        return null;
    }

    static @Nullable Refusal release(Draft draft, Memory memory, Input.ReleaseHold release, Input input) {
        Hold hold = draft.hold(release.holdId());
        if (hold == null) {
            return refuseEnded(memory, release.holdId(), Memo.HoldEnd.RELEASED);
        }
        draft.journal.attribute(Attribution.ofHold(input, hold));
        end(draft, hold, Memo.HoldEnd.RELEASED);
        return null;
    }

    /** Captures up to an amount from a hold's slices, frees the rest, and returns what was captured. */
    static long capture(Draft draft, Hold hold, long amountMicros, String description) {
        draft.removeHold(hold);
        long left = Math.min(amountMicros, hold.amountMicros());
        long captured = left;
        for (Slice slice : hold.slices()) {
            long part = Math.min(left, slice.amountMicros());
            if (part > 0) {
                draft.burn(draft.tranches.indexOf(slice.trancheNumber()), part, Reason.HOLD_CAPTURE, description);
                left -= part;
            }
        }
        Expiry.voidFreed(draft, hold);
        remember(draft, hold, Memo.HoldEnd.CAPTURED, captured);
        return captured;
    }

    /** Ends a hold without a charge; freed slices of a tranche that has expired meanwhile are void at once. */
    static void end(Draft draft, Hold hold, Memo.HoldEnd end) {
        draft.removeHold(hold);
        Expiry.voidFreed(draft, hold);
        remember(draft, hold, end, 0);
    }

    private static void remember(Draft draft, Hold hold, Memo.HoldEnd end, long capturedMicros) {
        draft.memos.add(new Memo.EndedHold(Fingerprint.of(hold.holdId()), draft.now, end, capturedMicros));
    }

    private static List<Slice> pick(Draft draft, Input.PlaceHold place) {
        List<Slice> slices = new ArrayList<>();
        long left = place.amountMicros();
        for (int at = 0; at < draft.tranches.size(); at++) {
            Tranche tranche = draft.tranches.get(at);
            if (left > 0
                    && tranche.freeMicros() > 0
                    && tranche.isLiveAt(draft.now)
                    && tranche.scope().covers(place.chargeType(), place.category())) {
                long part = Math.min(left, tranche.freeMicros());
                slices.add(tranche.slice(part));
                left -= part;
            }
        }
        return slices;
    }

    private static Memo.@Nullable EndedHold ended(Memory memory, String holdId) {
        return memory.recall(Memo.Kind.ENDED_HOLD, Fingerprint.of(holdId)) instanceof Memo.EndedHold hold ? hold : null;
    }

    /** What a second end is told: the first one's outcome, which is a success where it asks for the same. */
    private static Refusal refuseEnded(Memory memory, String holdId, Memo.HoldEnd wanted) {
        Memo.EndedHold ended = ended(memory, holdId);
        if (ended == null) {
            return new Refusal(
                    Outcome.NO_SUCH_HOLD, "Expected hold_id to name an open hold, but there is no " + holdId + ".");
        }
        if (ended.end() == wanted) {
            return new Refusal(Outcome.ACCEPTED, "Hold " + holdId + " was " + past(wanted) + " before.", true);
        }
        Outcome outcome = switch (ended.end()) {
            case CAPTURED -> Outcome.HOLD_ALREADY_CAPTURED;
            case RELEASED -> Outcome.HOLD_ALREADY_RELEASED;
            case EXPIRED -> Outcome.HOLD_EXPIRED;
        };
        return new Refusal(
                outcome,
                "Expected " + holdId + " to be open, but it " + (ended.end() == Memo.HoldEnd.EXPIRED ? "" : "was ")
                        + past(ended.end()) + " before.",
                true);
    }

    private static String past(Memo.HoldEnd end) {
        return switch (end) {
            case CAPTURED -> "captured";
            case RELEASED -> "released";
            case EXPIRED -> "expired";
        };
    }
}
