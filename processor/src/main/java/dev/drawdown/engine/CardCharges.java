package dev.drawdown.engine;

import dev.drawdown.engine.Journal.Line;
import dev.drawdown.engine.Payment.Status;
import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.WalletSettings.BillingMode;
import dev.drawdown.engine.WalletSettings.Collect;
import org.jspecify.annotations.Nullable;

/**
 * What a card pays instead of the wallet, in billing mode CARD: gathered until it can be charged, asked for, and undone. None
 * of it is in the balance. Requests are numbered without a gap, so what is gathered knows the request that it will be part of.
 */
final class CardCharges {
    private CardCharges() {}

    /** Gathers what credit could not pay of a charge. */
    static void gather(Draft draft, long amountMicros, String description) {
        Attribution cause = draft.journal.attribution();
        draft.journal.attribute(cause.withReference(nextRequestId(draft)));
        note(draft, Posting.Status.PENDING, amountMicros, description);
        draft.journal.attribute(cause);
        draft.payments().gather(amountMicros);
        draft.chargeCard(amountMicros);
    }

    /** Asks for what is gathered once that can be charged, unless a payment has failed: then it waits for what mends that. */
    static void ask(Draft draft) {
        long gathered = draft.paymentBook().gatheredMicros();
        if (gathered == 0
                || draft.status() != WalletStatus.ACTIVE
                || draft.paymentBook().hasFailed()) {
            return;
        }
        long amount = Collecting.chargeable(draft, gathered);
        if (amount > 0 && Collecting.refuseMore(draft, 1) == null) {
            draft.payments().gather(-gathered);
            Collecting.request(
                    draft,
                    Purpose.LEAD_CARD,
                    Collecting.ownTerms(draft, Collect.DIRECT, amount, gathered, Wallet.NEVER, null));
        }
    }

    /**
     * Whether what is owed is collected from the card: a failed charge once payments work again. Not while one is disputed,
     * or the bank that took money back would be asked for it again.
     */
    static boolean collectsOwed(Draft draft) {
        return draft.settings().billingMode() == BillingMode.CARD
                && draft.status() == WalletStatus.ACTIVE
                && !draft.paymentBook().hasFailed()
                && draft.paymentBook().disputes() == 0;
    }

    /** The charge has failed for good: what it was for is owed, but for what has been returned meanwhile. */
    static void owe(Draft draft, Payment payment) {
        long needed = payment.terms().neededMicros() - payment.proceeds().refundedMicros();
        if (needed > 0) {
            draft.oweCharged(needed, PaymentWords.name(payment.purpose()) + " not collected");
        }
    }

    /** Drops what is gathered, since the wallet is at its end. */
    static void cancel(Draft draft) {
        long gathered = draft.paymentBook().gatheredMicros();
        if (gathered > 0) {
            draft.payments().gather(-gathered);
            note(draft, Posting.Status.VOIDED, gathered, PaymentWords.name(Purpose.LEAD_CARD) + " cancelled");
        }
    }

    /** Whether a return cannot be taken now, since it would ask for a refund too many. */
    static @Nullable Refusal refuseReturn(Draft draft, Memory memory, Memo.Receipt receipt) {
        Payment payment = receipt.cardMicros() == 0 ? null : find(draft, memory, receipt);
        return payment != null && payment.progress().status() == Status.PAID ? Collecting.refuseMore(draft, 1) : null;
    }

    /** Undoes what a card was charged for a lead: cancelled where that is still possible, else refunded. */
    static void giveBack(Draft draft, Memory memory, Memo.Receipt receipt, String description) {
        long amount = receipt.cardMicros();
        if (receipt.cardNumber() > draft.paymentBook().count(Purpose.LEAD_CARD)) {
            draft.payments().gather(-amount);
            note(draft, Posting.Status.VOIDED, amount, description);
            return;
        }
        Payment payment = find(draft, memory, receipt);
        if (payment != null && !payment.isOver()) {
            note(draft, Posting.Status.VOIDED, amount, description);
            giveBackLater(draft, payment, amount);
        } else if (payment != null && payment.terms().neededMicros() > 0) {
            giveBackPaid(draft, payment, amount, description);
        } else {
            giveCredit(draft, forgive(draft, amount, amount, description), description);
        }
    }

    /** Gives back what was returned of a charge while it was under way, now that its money has come. */
    static Payment giveBackPromised(Draft draft, Payment paid, long promisedMicros) {
        return giveBackPaid(draft, paid, promisedMicros, PaymentWords.name(paid.purpose()) + " returned");
    }

    private static @Nullable Payment find(Draft draft, Memory memory, Memo.Receipt receipt) {
        return draft.payments().find(requestId(draft, receipt.cardNumber()), memory);
    }

    /** Nobody can call a request back that is with the provider; one that rests between two attempts is not made again. */
    private static void giveBackLater(Draft draft, Payment payment, long amountMicros) {
        Payment less = payment.with(payment.proceeds().refunded(amountMicros));
        boolean isAll = less.proceeds().refundedMicros() >= payment.terms().neededMicros();
        if (isAll && payment.progress().status() == Status.WAITING) {
            PaymentEnds.cancel(draft, less);
        } else {
            draft.payments().replace(less);
        }
    }

    /**
     * Gives money back to the card in whole minor units, and the rest as credit. What the provider or a bank has taken out of
     * the payment already is not given a second time; what is owed since a bank did is forgiven.
     */
    private static Payment giveBackPaid(Draft draft, Payment payment, long amountMicros, String description) {
        Attribution cause = draft.journal.attribution();
        long there = Math.min(amountMicros, payment.refundableMicros());
        forgive(draft, amountMicros - there, payment.proceeds().disputedMicros(), description);
        long whole = there - there % MinorUnits.stepMicros(draft.currency());
        giveCredit(draft, there - whole, description);
        Payment reduced = whole == 0 ? payment : Refunds.giveBack(draft, payment, whole, description);
        draft.journal.attribute(cause);
        return reduced;
    }

    /** Forgives what is owed up to an amount, and returns how much of the amount that leaves. */
    private static long forgive(Draft draft, long amountMicros, long mostMicros, String description) {
        long forgiven = Math.min(draft.owed(), Math.min(amountMicros, mostMicros));
        if (forgiven > 0) {
            draft.forgive(forgiven, Reason.LEAD_RETURN, description);
        }
        return amountMicros - forgiven;
    }

    private static void giveCredit(Draft draft, long amountMicros, String description) {
        if (amountMicros > 0) {
            Returns.giveCredit(draft, amountMicros, draft.journal.attribution().inputId(), description);
        }
    }

    private static void note(Draft draft, Posting.Status status, long amountMicros, String description) {
        Line line = new Line(Direction.DEBIT, Reason.CARD_CHARGE, Account.CASH, Account.REVENUE, description);
        draft.note(line, status, amountMicros);
    }

    private static String nextRequestId(Draft draft) {
        return requestId(draft, draft.paymentBook().count(Purpose.LEAD_CARD) + 1);
    }

    private static String requestId(Draft draft, long number) {
        return draft.before.walletId() + "/" + Purpose.LEAD_CARD + "/" + number;
    }
}
