package dev.drawdown.payments;

import dev.drawdown.payments.ChargeStanding.Dispute;
import dev.drawdown.payments.PaymentResult.Declined;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a payment request, written before Stripe is called.
 *
 * @param attempt the latest attempt; those before it are known to have failed
 * @param methodId the payment method of that attempt; empty where none is needed
 * @param providerId what Stripe calls the payment, once that is known
 * @param lastChargeId the charge of the attempt before
 * @param firstSentAt when the first attempt was written, which is no later than it was sent
 * @param attemptSentAt the same of the latest attempt
 * @param doubts how often the latest attempt was answered with nothing that can be relied on
 * @param wakeAt when to go on by itself; null where somebody else has to do something first
 */
public record PaymentState(
        PaymentOrder order,
        int attempt,
        String methodId,
        Phase phase,
        @Nullable String providerId,
        @Nullable String lastChargeId,
        Instant firstSentAt,
        Instant attemptSentAt,
        int doubts,
        @Nullable Instant wakeAt) {

    /** Where the latest attempt stands. */
    public sealed interface Phase {
        /** It is written, and may have been sent or not. */
        record Prepared() implements Phase {}

        /** It was sent, and nobody knows what came of it. */
        record Doubtful() implements Phase {}

        /** It waits for a bank or for the customer. */
        record UnderWay(PaymentResult standing) implements Phase {}

        /** It is known to have failed, so that another one may follow. */
        record Failed(Declined declined) implements Phase {}

        /**
         * It is paid.
         *
         * @param refundedMicros what was told to have been given back since
         * @param dispute what was told of a dispute since
         */
        record Paid(PaymentResult.Succeeded paid, long refundedMicros, Dispute dispute) implements Phase {
            Paid(PaymentResult.Succeeded paid) {
                this(paid, 0, Dispute.NONE);
            }
        }
    }

    static PaymentState first(PaymentOrder order, int attempt, String methodId, Instant now) {
        return new PaymentState(order, attempt, methodId, new Phase.Prepared(), null, null, now, now, 0, null);
    }

    PaymentState next(int nextAttempt, String nextMethodId, Declined declined, Instant now) {
        String charge = declined.chargeId() == null ? lastChargeId : declined.chargeId();
        // What the provider never had begins anew, or the time for creating it would be over before it begins.
        Instant first = providerId == null ? now : firstSentAt;
        return new PaymentState(
                order, nextAttempt, nextMethodId, new Phase.Prepared(), providerId, charge, first, now, 0, null);
    }

    PaymentState in(Phase next, @Nullable String provider, @Nullable Instant wake) {
        String known = provider == null ? providerId : provider;
        return new PaymentState(
                order, attempt, methodId, next, known, lastChargeId, firstSentAt, attemptSentAt, doubts, wake);
    }

    PaymentState doubted() {
        return new PaymentState(
                order,
                attempt,
                methodId,
                phase,
                providerId,
                lastChargeId,
                firstSentAt,
                attemptSentAt,
                doubts + 1,
                wakeAt);
    }

    /** Returns the call for the latest attempt, always the same. */
    PaymentCall call() {
        return switch (order) {
            case PaymentOrder.Charge charge ->
                new ChargeRequest(
                        charge.requestId(),
                        attempt,
                        charge.customerId(),
                        methodId,
                        charge.amountMicros(),
                        charge.currency(),
                        charge.description(),
                        charge.metadata(),
                        charge.collect(),
                        providerId,
                        lastChargeId,
                        firstSentAt,
                        attemptSentAt);
            case PaymentOrder.Refund refund ->
                new RefundRequest(
                        refund.requestId(),
                        attempt,
                        refund.chargeId(),
                        refund.amountMicros(),
                        refund.currency(),
                        refund.metadata(),
                        attemptSentAt);
        };
    }
}
