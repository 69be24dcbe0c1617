package dev.drawdown.engine;

import dev.drawdown.engine.Signal.Alert;
import org.jspecify.annotations.Nullable;

/** How people read of payments: names, alerts. */
final class PaymentWords {
    private PaymentWords() {}

    static String name(Purpose purpose) {
        return switch (purpose) {
            case AUTO_RECHARGE -> "Automatic recharge";
            case TOP_UP -> "Top-up";
            case SHORTFALL -> "Payment of what is owed";
            case LEAD_CARD -> "Charge for leads and usage";
            case CARD_CHARGE -> "Card charge";
            case NET_TERMS -> "Invoice of the period";
            case INVOICE_SHORTFALL -> "Rest of an invoice";
            case REFUND -> "Refund";
        };
    }

    static Alert failed(Draft draft, Payment payment, @Nullable String declineCode, boolean isFinal) {
        String why = declineCode == null ? "" : " (" + declineCode + ")";
        return alert(
                draft,
                Alert.Kind.PAYMENT_FAILED,
                payment,
                what(draft, payment) + " has failed" + why
                        + (isFinal ? "; it is not tried again. " : "; it will be tried again. ")
                        + whatNow(payment, declineCode));
    }

    private static String whatNow(Payment payment, @Nullable String declineCode) {
        if (payment.purpose() == Purpose.REFUND) {
            return "The amount is credit again.";
        }
        return NoCardAsked.NO_EMAIL.equals(declineCode)
                ? "An invoice is sent by e-mail, and the owner's profile has none: add it there, and the next one"
                        + " reaches it."
                : "Change the payment method to go on at once.";
    }

    static Alert overdue(Draft draft, Payment payment) {
        return alert(
                draft,
                Alert.Kind.PAYMENT_FAILED,
                payment,
                what(draft, payment) + " is overdue. Pay the invoice to go on.");
    }

    static Alert stuck(Draft draft, Payment payment) {
        return alert(
                draft,
                Alert.Kind.PAYMENT_STUCK,
                payment,
                what(draft, payment) + " has had no answer, though it was sent again "
                        + payment.progress().resends() + " times. Look whether payments are being processed.");
    }

    static Alert action(Draft draft, Payment payment, @Nullable String actionUrl) {
        return alert(
                draft,
                Alert.Kind.PAYMENT_ACTION,
                payment,
                what(draft, payment) + " needs the customer"
                        + (actionUrl == null ? "." : ", who completes it at " + actionUrl));
    }

    static Alert disputed(Draft draft, Payment payment, long amountMicros) {
        return alert(
                draft,
                Alert.Kind.SAFETY,
                payment,
                "The customer disputes " + Amounts.readable(amountMicros, draft.currency()) + " of "
                        + payment.requestId(draft.before.walletId())
                        + "; the amount has been taken back. Of this wallet's payments, "
                        + draft.payments().disputes() + " are disputed now.");
    }

    private static String what(Draft draft, Payment payment) {
        return name(payment.purpose()) + " "
                + payment.requestId(draft.before.walletId()) + " of "
                + Amounts.readable(payment.terms().amountMicros(), draft.currency());
    }

    private static Alert alert(Draft draft, Alert.Kind kind, Payment payment, String message) {
        return new Alert(
                kind, null, null, null, null, draft.available(), payment.requestId(draft.before.walletId()), message);
    }
}
