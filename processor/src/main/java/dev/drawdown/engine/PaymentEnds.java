package dev.drawdown.engine;

import dev.drawdown.engine.Journal.Line;
import dev.drawdown.engine.Payment.Proceeds;
import dev.drawdown.engine.Payment.Status;
import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.WalletSettings.OnPaymentFailure;
import org.jspecify.annotations.Nullable;

/** What a payment leaves behind when its money has come, or will not come: each of the two at most once. */
final class PaymentEnds {
    private PaymentEnds() {}

    /** The money has come: credit, or what it was charged for, is booked. A late success after the end counts like any other. */
    static Payment succeed(Draft draft, Payment payment, long collectedMicros) {
        Proceeds proceeds = payment.proceeds();
        long tranche = proceeds.trancheNumber();
        if (proceeds.advancedMicros() > 0) {
            clear(draft, payment, collectedMicros);
        } else if (payment.purpose().bringsCredit()) {
            tranche = credit(draft, payment, collectedMicros, Account.CASH, "paid");
            giveFree(draft, payment);
        } else {
            tranche = charge(draft, payment, collectedMicros);
        }
        // What was returned while it was under way counts as given back from the beginning.
        long promised = proceeds.refundedMicros();
        Payment paid = payment.with(payment.progress().over(Status.PAID))
                .with(proceeds.refunded(-promised).collected(tranche, collectedMicros));
        OpenPayments payments = draft.payments();
        payments.file(paid, draft);
        payments.hasFailed(isAnyOverdue(draft));
        if (draft.status() == WalletStatus.TERMINATED) {
            return Refunds.sendBack(draft, paid);
        }
        return promised > 0 ? CardCharges.giveBackPromised(draft, paid, promised) : paid;
    }

    /** The money will not come: what was given ahead of it goes back, and what it was to pay for is owed. */
    static void fail(Draft draft, Payment payment, @Nullable String declineCode) {
        boolean isFailure =
                !(payment.purpose() == Purpose.TOP_UP && payment.terms().isInvoiced());
        end(draft, payment, payment.terms().isInvoiced() ? Posting.Status.VOIDED : Posting.Status.FAILED);
        if (payment.purpose() == Purpose.LEAD_CARD) {
            CardCharges.owe(draft, payment);
        }
        if (isFailure || NoCardAsked.NO_EMAIL.equals(declineCode)) {
            // An invoice that was voided has been seen; whoever asked for one that nobody can be sent must hear of it.
            draft.signals.add(PaymentWords.failed(draft, payment, declineCode, true));
        }
        if (isFailure) {
            OpenPayments payments = draft.payments();
            payments.hasFailed(true);
            payments.isStopped(payments.isStopped()
                    || payment.purpose() == Purpose.AUTO_RECHARGE
                    || payment.purpose() == Purpose.SHORTFALL);
        }
    }

    /** Ends what is under way without a word to the provider, who cannot be called back; refunds go on. */
    static void cancelAll(Draft draft) {
        if (draft.before.payments().isNone()) {
            return;
        }
        Attribution cause = draft.journal.attribution();
        for (Payment payment : draft.payments().underWay()) {
            if (payment.purpose() != Purpose.REFUND) {
                Collecting.attribute(draft, payment, payment.terms().reference(), null);
                end(draft, payment, Posting.Status.VOIDED);
            }
        }
        draft.journal.attribute(cause);
        CardCharges.cancel(draft);
    }

    /** Ends a payment between two attempts, since nothing of it is wanted any more. */
    static void cancel(Draft draft, Payment payment) {
        Attribution cause = draft.journal.attribution();
        Collecting.attribute(draft, payment, payment.terms().reference(), null);
        end(draft, payment, Posting.Status.VOIDED);
        draft.journal.attribute(cause);
    }

    /** An invoice has not been paid in time: it may still be, but meanwhile the payment counts as failed. */
    static void overdue(Draft draft, Payment payment) {
        draft.payments().replace(payment.with(payment.progress().overdue()));
        countOverdue(draft, payment);
    }

    /** Says that an invoice is overdue, be it that nobody has answered for it at all. */
    static void countOverdue(Draft draft, Payment payment) {
        draft.payments().hasFailed(true);
        draft.signals.add(PaymentWords.overdue(draft, payment));
    }

    static boolean isAnyOverdue(Draft draft) {
        for (Payment payment : draft.payments().underWay()) {
            if (isOverdue(payment, draft.policy.payments())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an invoice has been told of as overdue. One that was never answered is, when it is asked for again; so it is
     * from the first time on that it was asked for since its due date.
     */
    static boolean isOverdue(Payment payment, PaymentPolicy policy) {
        long invoiceDue = payment.terms().invoiceDueMillis();
        if (invoiceDue == Wallet.NEVER) {
            return false;
        }
        long due = payment.progress().dueMillis();
        return switch (payment.progress().status()) {
            case REQUESTED -> payment.progress().resends() > 0 && due - policy.answerMillis() >= invoiceDue;
            case ANSWERED -> due == Wallet.NEVER;
            case WAITING, PAID, ENDED -> false;
        };
    }

    /** Whether a failed payment pauses deliveries, by the wallet's own rules. */
    static boolean pauses(WalletSettings settings) {
        return switch (settings.billingMode()) {
            case PREPAID -> settings.onPaymentFailure() == OnPaymentFailure.PAUSE;
            case CARD, NET_TERMS -> true;
            case MANUAL -> false;
        };
    }

    private static void end(Draft draft, Payment payment, Posting.Status status) {
        Payment ended = payment.with(payment.progress().over(Status.ENDED));
        long advanced = payment.proceeds().advancedMicros();
        if (advanced > 0) {
            String description = PaymentWords.name(payment.purpose()) + " reversed";
            Refunds.takeBack(draft, payment, advanced, Reason.TOP_UP_REVERSED, Account.PAYMENT_CLEARING, description);
            ended = ended.with(Proceeds.NONE);
        } else {
            Collecting.note(draft, payment, status, status == Posting.Status.FAILED ? "failed" : "cancelled");
        }
        if (payment.purpose() == Purpose.LEAD_CARD) {
            // What it was for is owed, or not wanted: if its money comes all the same, that is credit.
            ended = ended.withoutNeed();
        }
        draft.payments().file(ended, draft);
    }

    /** Gives a payment's credit, and returns the number of its tranche. */
    static long credit(Draft draft, Payment payment, long micros, Account from, String what) {
        Tranche tranche = Credits.tranche(
                draft,
                Pool.PURCHASED,
                micros,
                null,
                draft.now,
                creditExpiry(draft, payment),
                Scope.ALL,
                payment.terms().source());
        draft.give(tranche, micros, Reason.TOP_UP, from, 0, PaymentWords.name(payment.purpose()) + " " + what);
        return tranche.number();
    }

    private static void giveFree(Draft draft, Payment payment) {
        long free = payment.terms().freeMicros();
        if (free > 0 && draft.status() != WalletStatus.TERMINATED) {
            Credits.giveFree(
                    draft, free, creditExpiry(draft, payment), payment.terms().source());
        }
    }

    /** Credit that was paid for lives for the grace period at least, however late the money was. */
    private static long creditExpiry(Draft draft, Payment payment) {
        long expiry = payment.terms().creditExpiresAtMillis();
        return expiry <= draft.now || draft.isExpired() ? draft.now + draft.policy.returnGraceMillis() : expiry;
    }

    private static void clear(Draft draft, Payment payment, long collectedMicros) {
        long advanced = payment.proceeds().advancedMicros();
        String description = PaymentWords.name(payment.purpose()) + " paid";
        draft.note(
                new Line(Direction.CREDIT, Reason.PAYMENT_CLEARED, Account.CASH, Account.PAYMENT_CLEARING, description),
                Posting.Status.COMPLETED,
                Math.min(advanced, collectedMicros));
        if (collectedMicros > advanced) {
            credit(draft, payment, collectedMicros - advanced, Account.CASH, "paid");
        } else if (collectedMicros < advanced) {
            Refunds.takeBack(
                    draft,
                    payment,
                    advanced - collectedMicros,
                    Reason.TOP_UP_REVERSED,
                    Account.PAYMENT_CLEARING,
                    description + " in part");
        }
    }

    /** Books a charge that is no credit, and as credit what was collected beyond it; returns that credit's tranche. */
    private static long charge(Draft draft, Payment payment, long collectedMicros) {
        long charged = Math.min(collectedMicros, payment.terms().neededMicros());
        String description = PaymentWords.name(payment.purpose()) + " paid";
        if (payment.terms().neededMicros() > 0) {
            Line line = new Line(Direction.DEBIT, Reason.CARD_CHARGE, Account.CASH, Account.REVENUE, description);
            draft.earn(line, charged);
        }
        return collectedMicros > charged ? credit(draft, payment, collectedMicros - charged, Account.CASH, "paid") : 0;
    }
}
