package dev.drawdown.engine;

import dev.drawdown.engine.Journal.Line;
import dev.drawdown.engine.Payment.Status;
import dev.drawdown.engine.Payment.Terms;
import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.WalletSettings.Collect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money that goes back: asked for by the wallet, given back by the provider on its own, or taken back by a bank. */
final class Refunds {
    private Refunds() {}

    /** Deducts from purchased credit and gives the amount back to the payments that it came from, the newest first. */
    static @Nullable Refusal deduct(Draft draft, Input.Deduct deduct) {
        Refusal refusal = refuse(draft, deduct.amountMicros());
        if (refusal != null) {
            return refusal;
        }
        long left = deduct.amountMicros();
        List<Payment> paid = draft.payments().paid();
        for (int at = paid.size() - 1; at >= 0 && left > 0; at--) {
            Payment payment = paid.get(at);
            long part = payment.purpose().bringsCredit() ? Math.min(left, payment.refundableMicros()) : 0;
            if (part > 0) {
                giveBack(draft, payment, part, Debits.describe("Refunded", deduct.reason()));
                left -= part;
            }
        }
        return null;
    }

    /** Sends back all that is left of a payment that came in though the wallet is at its end. */
    static Payment sendBack(Draft draft, Payment payment) {
        long left = payment.refundableMicros();
        return left == 0 ? payment : giveBack(draft, payment, left, "Refunded, since the wallet is terminated");
    }

    /** What the provider says of a refund that was asked for; returns whether that is news. */
    static boolean answered(Draft draft, Memory memory, Payment refund, Input.RecordPayment answer) {
        Status status = refund.progress().status();
        return switch (answer.status()) {
            case PROCESSING, ACTION_REQUIRED -> {
                boolean isNews = status == Status.REQUESTED;
                if (isNews) {
                    draft.payments().replace(refund.with(refund.progress().answered(false, Wallet.NEVER)));
                }
                yield isNews;
            }
            case SUCCEEDED, REFUNDED -> {
                boolean isNews = !refund.isOver();
                if (isNews) {
                    settle(draft, refund);
                }
                yield isNews;
            }
            case FAILED -> {
                boolean isNews = status != Status.ENDED;
                if (isNews) {
                    comeBack(draft, memory, refund, answer.declineCode());
                }
                yield isNews;
            }
            case DISPUTED, DISPUTE_WON -> false;
        };
    }

    /** The provider has given money back on its own: so much in all; returns whether that is news. */
    static boolean refundedElsewhere(Draft draft, Payment payment, long totalMicros) {
        long more = Math.min(totalMicros - payment.proceeds().refundedMicros(), payment.refundableMicros());
        if (more <= 0) {
            return false;
        }
        String description = "Refunded by the payment provider";
        takeOut(draft, payment, more, Reason.REFUND, Account.PAYMENT_CLEARING, description);
        noteSettled(draft, more, description);
        draft.payments().file(payment.with(payment.proceeds().refunded(more)), draft);
        return true;
    }

    /** A bank has taken money back for its customer; returns whether that is news. */
    static boolean disputed(Draft draft, Payment payment, long claimedMicros) {
        long amount = Math.min(claimedMicros, payment.refundableMicros());
        boolean isKnown =
                payment.proceeds().disputedMicros() > 0 || payment.proceeds().isDisputeWon();
        if (isKnown || amount <= 0) {
            return false;
        }
        takeBack(draft, payment, amount, Reason.DISPUTE, Account.CASH, "Payment disputed");
        draft.payments().file(payment.with(payment.proceeds().disputed(amount)), draft);
        draft.payments().disputed(1);
        draft.signals.add(PaymentWords.disputed(draft, payment, amount));
        return true;
    }

    /** The bank has given back what it had taken; returns whether that is news. */
    static boolean disputeWon(Draft draft, Payment payment) {
        if (payment.proceeds().isDisputeWon()) {
            return false;
        }
        long amount = payment.proceeds().disputedMicros();
        if (amount > 0) {
            bringBack(draft, payment, amount, Reason.DISPUTE, Account.CASH, "Dispute won");
            // Of a dispute from before they were counted there is nothing to take off.
            draft.payments().disputed(draft.payments().disputes() > 0 ? -1 : 0);
        }
        draft.payments().file(payment.with(payment.proceeds().won()), draft);
        return true;
    }

    /** Takes credit back: that of the payment first, then the newest purchased, and what is not there any more is owed. */
    static void takeBack(
            Draft draft, Payment payment, long amountMicros, Reason reason, Account to, String description) {
        long left = amountMicros;
        int at = placeToTake(draft, payment.proceeds().trancheNumber());
        while (left > 0 && at >= 0) {
            long part = Math.min(left, draft.tranches.get(at).freeMicros());
            draft.take(at, part, reason, to, 0, description);
            left -= part;
            at = placeToTake(draft, payment.proceeds().trancheNumber());
        }
        if (left > 0) {
            draft.oweBack(left, reason, to, description);
        }
    }

    private static @Nullable Refusal refuse(Draft draft, long amountMicros) {
        if (!MinorUnits.isWhole(amountMicros, draft.currency())) {
            return new Refusal(
                    Outcome.MALFORMED,
                    "Expected an amount that a card can be given back, in steps of "
                            + Amounts.readable(MinorUnits.stepMicros(draft.currency()), draft.currency())
                            + ", but it is " + Amounts.readable(amountMicros, draft.currency()) + ".");
        }
        long purchased = 0;
        for (int at = 0; at < draft.tranches.size(); at++) {
            Tranche tranche = draft.tranches.get(at);
            purchased += isPurchased(draft, tranche) ? tranche.freeMicros() : 0;
        }
        long there = Math.min(draft.available(), purchased);
        if (amountMicros > there) {
            return Debits.insufficient(draft, amountMicros, there);
        }
        return refuseBeyondPaid(draft, amountMicros);
    }

    private static @Nullable Refusal refuseBeyondPaid(Draft draft, long amountMicros) {
        long refundable = 0;
        int requests = 0;
        List<Payment> paid = draft.payments().paid();
        for (int at = paid.size() - 1; at >= 0 && refundable < amountMicros; at--) {
            long part = paid.get(at).purpose().bringsCredit() ? paid.get(at).refundableMicros() : 0;
            refundable += part;
            requests += part > 0 ? 1 : 0;
        }
        if (refundable < amountMicros) {
            return new Refusal(
                    Outcome.NOT_REFUNDABLE,
                    "Expected at least " + Amounts.readable(amountMicros, draft.currency())
                            + " to be left of what was paid by card, but it is "
                            + Amounts.readable(refundable, draft.currency()) + "; deduct from the wallet only.");
        }
        return Collecting.refuseMore(draft, requests);
    }

    /** Asks the provider to give back a part of a payment, and takes it out of what the payment brought. */
    static Payment giveBack(Draft draft, Payment payment, long micros, String description) {
        Payment reduced = payment.with(payment.proceeds().refunded(micros));
        draft.payments().file(reduced, draft);
        Payment refund = Collecting.request(draft, Purpose.REFUND, termsOfRefund(draft, payment, micros));
        Collecting.attribute(draft, refund, null, null);
        takeOut(draft, payment, micros, Reason.REFUND, Account.PAYMENT_CLEARING, description);
        return reduced;
    }

    private static Terms termsOfRefund(Draft draft, Payment payment, long micros) {
        return new Terms(
                Collect.DIRECT,
                micros,
                micros,
                payment.terms().payerId(),
                null,
                draft.journal.attribution().inputId(),
                null,
                0,
                Wallet.NEVER,
                payment.requestId(draft.before.walletId()),
                draft.now,
                Wallet.NEVER,
                null);
    }

    /** Takes out what a refund gives back: credit that the payment brought, or the revenue of a charge that was no credit. */
    private static void takeOut(
            Draft draft, Payment payment, long micros, Reason reason, Account to, String description) {
        if (payment.purpose().bringsCredit()) {
            takeBack(draft, payment, micros, reason, to, description);
            return;
        }
        long earned = payment.terms().neededMicros() - payment.proceeds().refundedMicros();
        long charged = Math.min(micros, Math.max(0, earned));
        if (charged > 0) {
            draft.earn(new Line(Direction.DEBIT, reason, Account.REVENUE, to, description), -charged);
        }
        if (micros > charged) {
            takeBack(draft, payment, micros - charged, reason, to, description);
        }
    }

    private static void settle(Draft draft, Payment refund) {
        noteSettled(draft, refund.terms().amountMicros(), "Refund has arrived");
        Payment settled = refund.with(refund.progress().over(Status.PAID))
                .with(refund.proceeds().collected(0, refund.terms().amountMicros()));
        draft.payments().file(settled, draft);
    }

    private static void noteSettled(Draft draft, long micros, String description) {
        draft.note(
                new Line(Direction.DEBIT, Reason.REFUND_SETTLED, Account.PAYMENT_CLEARING, Account.CASH, description),
                Posting.Status.COMPLETED,
                micros);
    }

    /** A refund has failed, be it after it seemed to have succeeded: the amount is credit again. */
    private static void comeBack(Draft draft, Memory memory, Payment refund, @Nullable String declineCode) {
        long amount = refund.terms().amountMicros();
        boolean wasSettled = refund.progress().status() == Status.PAID;
        Account from = wasSettled ? Account.CASH : Account.PAYMENT_CLEARING;
        bringBack(draft, refund, amount, Reason.REFUND_FAILED, from, "Refund has failed");
        draft.payments().file(refund.with(refund.progress().over(Status.ENDED)), draft);
        String requestId = refund.terms().refundOf();
        Payment original = requestId == null ? null : draft.payments().find(requestId, memory);
        if (original != null) {
            draft.payments().file(original.with(original.proceeds().refunded(-amount)), draft);
        }
        draft.signals.add(PaymentWords.failed(draft, refund, declineCode, true));
    }

    private static void bringBack(
            Draft draft, Payment payment, long micros, Reason reason, Account from, String description) {
        boolean expires = draft.isExpired() && draft.status() != WalletStatus.TERMINATED;
        Tranche tranche = Credits.tranche(
                draft,
                Pool.PURCHASED,
                micros,
                null,
                draft.now,
                expires ? draft.now + draft.policy.returnGraceMillis() : Wallet.NEVER,
                Scope.ALL,
                payment.terms().source());
        draft.give(tranche, micros, reason, from, 0, description);
    }

    private static int placeToTake(Draft draft, long preferredTranche) {
        int preferred = draft.tranches.indexOf(preferredTranche);
        if (preferred >= 0 && draft.tranches.get(preferred).freeMicros() > 0) {
            return preferred;
        }
        int newest = -1;
        for (int at = 0; at < draft.tranches.size(); at++) {
            Tranche tranche = draft.tranches.get(at);
            boolean isNewer =
                    newest < 0 || tranche.number() > draft.tranches.get(newest).number();
            if (isPurchased(draft, tranche) && tranche.freeMicros() > 0 && isNewer) {
                newest = at;
            }
        }
        return newest;
    }

    private static boolean isPurchased(Draft draft, Tranche tranche) {
        return tranche.pool() == Pool.PURCHASED && tranche.isLiveAt(draft.now);
    }
}
