package dev.drawdown.engine;

import dev.drawdown.engine.Journal.Line;
import dev.drawdown.engine.Payment.Proceeds;
import dev.drawdown.engine.Payment.Progress;
import dev.drawdown.engine.Payment.Status;
import dev.drawdown.engine.Payment.Terms;
import dev.drawdown.engine.Payment.Trigger;
import dev.drawdown.engine.Posting.Account;
import dev.drawdown.engine.Posting.Direction;
import dev.drawdown.engine.Posting.Reason;
import dev.drawdown.engine.WalletSettings.Collect;
import org.jspecify.annotations.Nullable;

/** Asks for money: first, again where nothing is heard of it, and once more where an attempt has failed. */
final class Collecting {
    private Collecting() {}

    /** Asks for a top-up, whose credit comes when it has been paid. */
    static @Nullable Refusal topUp(Draft draft, Input.TopUp topUp, String source, long creditExpiresAtMillis) {
        Refusal refusal = refuse(draft, topUp.amountMicros());
        if (refusal != null) {
            return refusal;
        }
        Terms terms = new Terms(
                topUp.collect() == Collect.INVOICE ? Collect.INVOICE : Collect.DIRECT,
                MinorUnits.roundedUp(topUp.amountMicros(), draft.currency()),
                topUp.amountMicros(),
                topUp.payerId(),
                topUp.reference(),
                source,
                null,
                topUp.freeAmountMicros(),
                creditExpiresAtMillis,
                null,
                draft.now,
                Wallet.NEVER,
                null);
        request(draft, Purpose.TOP_UP, terms);
        return null;
    }

    /** Asks for money that does not touch the wallet. */
    static @Nullable Refusal charge(Draft draft, Input.ChargeCard charge, String source) {
        Refusal refusal = refuse(draft, charge.amountMicros());
        if (refusal != null) {
            return refusal;
        }
        Terms terms = new Terms(
                Collect.DIRECT,
                MinorUnits.roundedUp(charge.amountMicros(), draft.currency()),
                charge.amountMicros(),
                charge.payerId(),
                null,
                source,
                charge.description(),
                0,
                Wallet.NEVER,
                null,
                draft.now,
                Wallet.NEVER,
                null);
        request(draft, Purpose.CARD_CHARGE, terms);
        return null;
    }

    /** What is charged where so much is needed; 0 where that is too little to be charged, or more than a wallet carries. */
    static long chargeable(Draft draft, long neededMicros) {
        long amount = MinorUnits.roundedUp(neededMicros, draft.currency());
        boolean isInRange = amount >= MinorUnits.minimumMicros(draft.currency()) && Capacity.hasRoomFor(draft, amount);
        return isInRange ? amount : 0;
    }

    /** The terms on which a wallet asks by itself. */
    static Terms ownTerms(
            Draft draft, Collect collect, long amountMicros, long neededMicros, long dueMillis, @Nullable Trigger by) {
        String source = draft.journal.attribution().inputId();
        return new Terms(
                collect,
                amountMicros,
                neededMicros,
                null,
                null,
                source,
                null,
                0,
                Wallet.NEVER,
                null,
                draft.now,
                dueMillis,
                by);
    }

    /** Sends a request out for the first time, with the entry that says so. */
    static Payment request(Draft draft, Purpose purpose, Terms terms) {
        Payment payment = first(draft, purpose, terms);
        Attribution cause = draft.journal.attribution();
        attribute(draft, payment, terms.reference(), null);
        note(draft, payment, Posting.Status.PENDING, "requested");
        draft.journal.attribute(cause);
        start(draft, payment);
        return payment;
    }

    /** Sends a request out whose credit does not wait for the money. */
    static void requestInAdvance(Draft draft, Purpose purpose, Terms terms) {
        Payment payment = first(draft, purpose, terms);
        Attribution cause = draft.journal.attribution();
        attribute(draft, payment, terms.reference(), null);
        long tranche = PaymentEnds.credit(draft, payment, terms.amountMicros(), Account.PAYMENT_CLEARING, "requested");
        draft.journal.attribute(cause);
        start(draft, payment.with(Proceeds.advanced(tranche, terms.amountMicros())));
    }

    private static Payment first(Draft draft, Purpose purpose, Terms terms) {
        return new Payment(
                purpose,
                draft.payments().nextNumber(purpose),
                terms,
                Progress.first(draft.now + draft.policy.payments().answerMillis()),
                Proceeds.NONE);
    }

    private static void start(Draft draft, Payment payment) {
        draft.payments().add(payment);
        draft.signals.add(new Signal.PaymentRequested(payment));
    }

    /** Writes what becomes of a request that moves no credit yet, or none any more; leads and usage have their own entries. */
    static void note(Draft draft, Payment payment, Posting.Status status, String what) {
        String description = PaymentWords.name(payment.purpose()) + " " + what;
        long amount = payment.terms().amountMicros();
        if (payment.purpose().bringsCredit()) {
            draft.note(
                    new Line(Direction.CREDIT, Reason.TOP_UP, Account.CASH, Account.DEFERRED_REVENUE, description),
                    status,
                    amount);
        } else if (payment.purpose() == Purpose.CARD_CHARGE
                || (payment.purpose() == Purpose.LEAD_CARD && status != Posting.Status.PENDING)) {
            draft.note(
                    new Line(Direction.DEBIT, Reason.CARD_CHARGE, Account.CASH, Account.REVENUE, description),
                    status,
                    payment.terms().neededMicros());
        }
    }

    /** Names the payment in the entries that follow. */
    static void attribute(Draft draft, Payment payment, @Nullable String reference, @Nullable String receiptUrl) {
        String requestId = payment.requestId(draft.before.walletId());
        draft.journal.attribute(draft.journal.attribution().ofPayment(requestId, reference, receiptUrl));
    }

    /** Does what payments have to do by themselves by now. */
    static void applyDue(Draft draft) {
        if (draft.before.payments().isNone()) {
            return;
        }
        for (Payment payment : draft.payments().underWay()) {
            if (Payments.dueMillis(payment, draft.status()) <= draft.now) {
                applyDue(draft, payment);
            }
        }
    }

    /** Tries the next attempt of a payment whose last one has failed. */
    static void tryAgain(Draft draft, Payment payment, boolean onBackup) {
        long due = draft.now + draft.policy.payments().answerMillis();
        send(draft, payment.with(payment.progress().tried(onBackup, due)));
    }

    /** Lets failed payments and the rules start afresh, since there are other methods to pay with now. */
    static void takeNewMethods(Draft draft) {
        if (draft.before.payments().isNone()) {
            return;
        }
        OpenPayments payments = draft.payments();
        payments.hasFailed(PaymentEnds.isAnyOverdue(draft));
        payments.isStopped(false);
        for (Payment payment : payments.underWay()) {
            Payment afresh = payment.with(payment.progress().afresh());
            if (payment.progress().status() == Status.WAITING && draft.status() == WalletStatus.ACTIVE) {
                tryAgain(draft, afresh, false);
            } else {
                payments.replace(afresh);
            }
        }
    }

    private static void applyDue(Draft draft, Payment payment) {
        switch (payment.progress().status()) {
            case REQUESTED -> resend(draft, payment);
            case WAITING -> tryAgain(draft, payment, false);
            case ANSWERED -> PaymentEnds.overdue(draft, payment);
            case PAID, ENDED -> throw new IllegalStateException("Expected nothing due of " + payment);
        }
    }

    private static void resend(Draft draft, Payment payment) {
        PaymentPolicy policy = draft.policy.payments();
        Payment again = payment.with(payment.progress().resent(draft.now + policy.answerMillis()));
        send(draft, again);
        if (again.progress().resends() == policy.stuckAfter()) {
            draft.signals.add(PaymentWords.stuck(draft, again));
        }
        if (payment.terms().invoiceDueMillis() <= draft.now && !PaymentEnds.isOverdue(payment, policy)) {
            PaymentEnds.countOverdue(draft, again);
        }
    }

    private static void send(Draft draft, Payment payment) {
        draft.payments().replace(payment);
        draft.signals.add(new Signal.PaymentRequested(payment));
    }

    private static @Nullable Refusal refuse(Draft draft, long amountMicros) {
        long minimum = MinorUnits.minimumMicros(draft.currency());
        if (MinorUnits.roundedUp(amountMicros, draft.currency()) < minimum) {
            return new Refusal(
                    Outcome.BELOW_MINIMUM,
                    "Expected at least " + Amounts.readable(minimum, draft.currency())
                            + ", which is the least that a payment can be, but it is "
                            + Amounts.readable(amountMicros, draft.currency()) + "; ask for more.");
        }
        return refuseMore(draft, 1);
    }

    static @Nullable Refusal refuseMore(Draft draft, int requests) {
        int most = draft.policy.payments().maxUnderWay();
        return draft.payments().countUnderWay() + requests <= most
                ? null
                : new Refusal(
                        Outcome.TOO_MANY_PAYMENTS,
                        "Expected at most " + most + " payments under way, but there are "
                                + draft.payments().countUnderWay() + "; wait for their answers first.");
    }
}
