package dev.drawdown.payments;

/** What a payment request goes through. */
public sealed interface PaymentEvent {
    /**
     * An attempt is asked for, or asked for again since nothing was heard of it.
     *
     * @param methodId the payment method to try; empty where none is needed
     */
    record Requested(PaymentOrder order, int attempt, String methodId) implements PaymentEvent {}

    /** The state has been read back committed: only now may Stripe be called. */
    record Kept() implements PaymentEvent {}

    /** A call for an attempt has ended. */
    record Answered(int attempt, PaymentResult result) implements PaymentEvent {}

    /** A review of a payment has ended. */
    record Reviewed(ChargeStanding standing) implements PaymentEvent {}

    /** Stripe hints that something has happened to the payment. */
    record Hinted() implements PaymentEvent {}

    /** The instant has come that the state wanted to be woken at. */
    record Woken() implements PaymentEvent {}
}
