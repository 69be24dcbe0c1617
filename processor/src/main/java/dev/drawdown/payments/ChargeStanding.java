package dev.drawdown.payments;

import org.jspecify.annotations.Nullable;

/**
 * How a charge stands at Stripe.
 *
 * @param requestId the payment request that it can be traced to; null for a payment that is not ours
 * @param amountMicros what was collected, 0 where the charge did not succeed
 * @param refundedMicros what has been given back so far, all refunds together
 */
public record ChargeStanding(
        String chargeId,
        @Nullable String requestId,
        String currency,
        long amountMicros,
        long refundedMicros,
        Dispute dispute,
        long disputedMicros) {

    /** What has become of a customer's objection. */
    public enum Dispute {
        NONE,
        /** The bank asks, and has taken nothing back. */
        INQUIRY,
        /** The money is withdrawn until it is decided. */
        OPEN,
        /** The money has come back. */
        WON,
        /** The money is gone. */
        LOST
    }
}
