package dev.drawdown.engine;

import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.WalletSettings.BillingMode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What takes credit: usage, delivered leads, deductions. */
final class Debits {
    private static final BigDecimal MAX_MICROS = BigDecimal.valueOf(Amounts.MAX_MICROS);

    private Debits() {}

    static @Nullable Refusal usage(Draft draft, Input.Usage usage) {
        long amount = amount(draft, usage.amountMicros(), usage.quantity(), usage.price());
        if (amount < 0) {
            return outOfRange();
        }
        Reason reason = reason(usage.chargeType());
        charge(draft, amount, usage.chargeType(), usage.category(), reason, "Usage: " + usage.category());
        return null;
    }

    static @Nullable Refusal lead(Draft draft, Input.LeadDelivered lead) {
        long amount = amount(draft, lead.amountMicros(), BigDecimal.ONE, lead.price());
        if (amount < 0) {
            return outOfRange();
        }
        long owedBefore = draft.owedEver();
        long firstSeq = draft.journal.seq() + 1;
        String description = "Lead " + lead.leadId() + " delivered";
        Hold hold = lead.holdId() == null ? null : draft.hold(lead.holdId());
        long captured = hold == null ? 0 : Holds.capture(draft, hold, amount, description);
        if (amount > captured || amount == 0) {
            charge(
                    draft,
                    amount - captured,
                    ChargeType.USAGE,
                    Input.LeadDelivered.CATEGORY,
                    Reason.LEAD_DELIVERY,
                    description);
        }
        draft.memos.add(new Memo.Receipt(
                Fingerprint.ofLead(lead.leadId(), lead.buyerId()),
                draft.now,
                firstSeq,
                draft.burned,
                owedBefore,
                draft.owedEver() - owedBefore,
                false,
                draft.onCard() == 0 ? 0 : draft.paymentBook().count(Purpose.LEAD_CARD) + 1,
                draft.onCard()));
        return null;
    }

    static @Nullable Refusal deduct(Draft draft, Input.Deduct deduct) {
        if (deduct.refundToCard()) {
            return Refunds.deduct(draft, deduct);
        }
        if (deduct.amountMicros() > draft.available()) {
            return insufficient(draft, deduct.amountMicros(), draft.available());
        }
        String description = describe("Deducted", deduct.reason());
        takeAway(draft, deduct.amountMicros(), null, Reason.DEDUCTION, description);
        return null;
    }

    /** Takes credit away without earning it: from one pool, or from all in burn order. */
    static void takeAway(Draft draft, long amountMicros, @Nullable Pool pool, Reason reason, String description) {
        long left = amountMicros;
        int at = 0;
        while (left > 0 && at < draft.tranches.size()) {
            Tranche tranche = draft.tranches.get(at);
            boolean usable = tranche.isLiveAt(draft.now) && (pool == null || tranche.pool() == pool);
            long part = usable ? Math.min(left, tranche.freeMicros()) : 0;
            if (part == 0) {
                at++;
            } else {
                draft.take(at, part, reason, Account.ADJUSTMENTS, 0, description);
                left -= part;
            }
        }
    }

    /** Books a fact: usable tranches pay in burn order what they can, the rest is owed, or charged to a card. */
    static void charge(
            Draft draft,
            long amountMicros,
            ChargeType type,
            @Nullable String category,
            Reason reason,
            String description) {
        if (amountMicros == 0) {
            draft.chargeNothing(reason, description);
            return;
        }
        long left = amountMicros;
        int at = 0;
        while (left > 0 && at < draft.tranches.size()) {
            Tranche tranche = draft.tranches.get(at);
            boolean usable = tranche.isLiveAt(draft.now) && tranche.scope().covers(type, category);
            long part = usable ? Math.min(left, tranche.freeMicros()) : 0;
            if (part == 0) {
                at++;
            } else {
                draft.burn(at, part, reason, description);
                left -= part;
            }
        }
        if (left > 0 && draft.settings().billingMode() == BillingMode.CARD) {
            CardCharges.gather(draft, left, description);
        } else if (left > 0) {
            draft.owe(left, description);
        }
    }

    static Reason reason(ChargeType type) {
        return type == ChargeType.FIXED ? Reason.FIXED_CHARGE : Reason.USAGE;
    }

    static Refusal insufficient(Draft draft, long wantedMicros, long availableMicros) {
        return new Refusal(
                Outcome.INSUFFICIENT_FUNDS,
                "Expected at least " + Amounts.readable(wantedMicros, draft.currency()) + " to be available, but it is "
                        + Amounts.readable(Math.max(0, availableMicros), draft.currency())
                        + "; add funds or ask for less.");
    }

    static String describe(String what, @Nullable String why) {
        return why == null || why.isBlank() ? what : what + ": " + why;
    }

    /** What an event costs: what it says, or its price times its quantity; -1 where that is out of range. */
    private static long amount(Draft draft, @Nullable Long amountMicros, BigDecimal quantity, @Nullable Price price) {
        if (amountMicros != null || price == null) {
            return amountMicros == null ? -1 : amountMicros;
        }
        Rating.Rated rated = Rating.rate(quantity, price, draft.carry(price.meter()));
        if (rated.micros().compareTo(MAX_MICROS) > 0) {
            return -1;
        }
        if (rated.carry() != draft.carry(price.meter())) {
            draft.carry(price.meter(), rated.carry());
        }
        return rated.micros().longValueExact();
    }

    private static Refusal outOfRange() {
        return new Refusal(
                Outcome.AMOUNT_OUT_OF_RANGE,
                "Expected price times quantity to be at most 999999999999.999999, but it is more.");
    }
}
