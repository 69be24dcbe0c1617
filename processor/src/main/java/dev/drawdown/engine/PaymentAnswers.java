package dev.drawdown.engine;

import dev.drawdown.engine.Payment.Progress;
import dev.drawdown.engine.Payment.Status;
import dev.drawdown.engine.rules.RetryRule;
import dev.drawdown.engine.rules.RetryRule.Next;
import org.jspecify.annotations.Nullable;

/**
 * What the payment provider says of requests. Each answer counts once, in whatever order answers come: one that tells
 * nothing new changes nothing, and one of an attempt that is known to have failed is stale unless the money came after all.
 */
final class PaymentAnswers {
    private PaymentAnswers() {}

    static @Nullable Refusal record(Draft draft, Memory memory, Input.RecordPayment answer) {
        Payment payment = draft.payments().find(answer.requestId(), memory);
        if (payment == null || answer.attempt() > payment.progress().attempt()) {
            return new Refusal(
                    Outcome.NO_SUCH_PAYMENT,
                    "Expected request_id and attempt to name a payment that was asked for, but attempt "
                            + answer.attempt() + " of " + answer.requestId() + " was not.");
        }
        String reference = payment.terms().reference() == null
                ? answer.providerId()
                : payment.terms().reference();
        Collecting.attribute(draft, payment, reference, answer.receiptUrl());
        boolean isNews = payment.purpose() == Purpose.REFUND
                ? Refunds.answered(draft, memory, payment, answer)
                : answered(draft, payment, answer);
        return isNews
                ? null
                : new Refusal(
                        Outcome.ACCEPTED,
                        "Nothing happened: of " + answer.requestId() + " that, or what came after it, is known.",
                        true);
    }

    private static boolean answered(Draft draft, Payment payment, Input.RecordPayment answer) {
        return switch (answer.status()) {
            case PROCESSING -> isOpen(payment, answer) && interim(draft, payment, answer, false);
            case ACTION_REQUIRED -> isOpen(payment, answer) && interim(draft, payment, answer, true);
            case FAILED -> isOpen(payment, answer) && failed(draft, payment, answer);
            case SUCCEEDED -> {
                boolean isNews = payment.progress().status() != Status.PAID;
                if (isNews) {
                    PaymentEnds.succeed(
                            draft, payment, amountOr(answer, payment.terms().amountMicros()));
                }
                yield isNews;
            }
            case REFUNDED, DISPUTED, DISPUTE_WON -> afterwards(draft, payment, answer);
        };
    }

    /** What can only happen to money that has come says that it has come, if that is not known yet. */
    private static boolean afterwards(Draft draft, Payment payment, Input.RecordPayment answer) {
        boolean isPaid = payment.progress().status() == Status.PAID;
        Payment paid = isPaid
                ? payment
                : PaymentEnds.succeed(draft, payment, payment.terms().amountMicros());
        long amount = amountOr(answer, paid.proceeds().collectedMicros());
        boolean isNews = switch (answer.status()) {
            case REFUNDED -> Refunds.refundedElsewhere(draft, paid, amount);
            case DISPUTED -> Refunds.disputed(draft, paid, amount);
            case DISPUTE_WON -> Refunds.disputeWon(draft, paid);
            case PROCESSING, ACTION_REQUIRED, FAILED, SUCCEEDED -> false;
        };
        return isNews || !isPaid;
    }

    /** Whether an answer is about the attempt that is being made. */
    private static boolean isOpen(Payment payment, Input.RecordPayment answer) {
        Status status = payment.progress().status();
        return answer.attempt() == payment.progress().attempt()
                && (status == Status.REQUESTED || status == Status.ANSWERED);
    }

    private static boolean interim(Draft draft, Payment payment, Input.RecordPayment answer, boolean asksAction) {
        Progress progress = payment.progress();
        boolean isNews = asksAction ? !progress.wasActionAsked() : progress.status() == Status.REQUESTED;
        if (!isNews) {
            return false;
        }
        long due = progress.status() == Status.ANSWERED ? progress.dueMillis() : overdueAt(draft, payment);
        // What has been told of as overdue is so for good, and has nothing more to do by itself.
        due = PaymentEnds.isOverdue(payment, draft.policy.payments()) ? Wallet.NEVER : due;
        Payment next = payment.with(progress.answered(progress.wasActionAsked() || asksAction, due));
        draft.payments().replace(next);
        if (asksAction) {
            draft.signals.add(PaymentWords.action(draft, next, answer.actionUrl()));
        }
        return true;
    }

    private static boolean failed(Draft draft, Payment payment, Input.RecordPayment answer) {
        boolean isHard = answer.declineKind() == Input.DeclineKind.HARD;
        Payment declined = payment.with(payment.progress().declined(isHard));
        if (payment.terms().isInvoiced()) {
            PaymentEnds.fail(draft, declined, answer.declineCode());
            return true;
        }
        PaymentPolicy policy = draft.policy.payments();
        switch (RetryRule.after(declined.progress(), policy.retryAfterMillis())) {
            case Next.Stop _ -> PaymentEnds.fail(draft, declined, answer.declineCode());
            case Next.TryBackup _ -> Collecting.tryAgain(draft, declined, true);
            case Next.Wait(long pause) -> {
                pauseAtFirst(draft, declined, answer);
                draft.payments().replace(declined.with(declined.progress().waiting(draft.now + pause)));
            }
        }
        if (!NoCardAsked.isSaidBy(answer.declineCode())) {
            draft.signals.add(new Signal.CardDeclined(
                    payment.terms().payerId(), payment.progress().onBackup()));
        }
        return true;
    }

    /** With no method left to try at once, a failure counts though it is not the last, where the wallet is set so. */
    private static void pauseAtFirst(Draft draft, Payment payment, Input.RecordPayment answer) {
        OpenPayments payments = draft.payments();
        if (draft.settings().pauseAtFirstFailure() && !payments.hasFailed()) {
            payments.hasFailed(true);
            draft.signals.add(PaymentWords.failed(draft, payment, answer.declineCode(), false));
        }
    }

    private static long overdueAt(Draft draft, Payment payment) {
        return Math.max(payment.terms().invoiceDueMillis(), draft.now + 1);
    }

    private static long amountOr(Input.RecordPayment answer, long otherwise) {
        Long amount = answer.amountMicros();
        return amount == null ? otherwise : amount;
    }
}
