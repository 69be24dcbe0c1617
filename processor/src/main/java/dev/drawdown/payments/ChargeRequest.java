package dev.drawdown.payments;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to collect what a payment request asks for.
 *
 * @param requestId the identity, {@code wallet/purpose/n}: the same for all attempts, and the key of what they share
 * @param attempt counts from 1
 * @param methodId the payment method to try; not used where an invoice is sent
 * @param amountMicros rounded up to what the currency can be paid in
 * @param metadata what everything at Stripe can be traced back by
 * @param providerId what Stripe calls the payment, once that is known
 * @param lastChargeId the charge of the attempt before; null for the first attempt
 * @param firstSentAt when the request was sent for the first time, with whatever attempt
 * @param attemptSentAt when this attempt was sent for the first time
 */
public record ChargeRequest(
        String requestId,
        int attempt,
        String customerId,
        String methodId,
        long amountMicros,
        String currency,
        String description,
        Map<String, String> metadata,
        Collect collect,
        @Nullable String providerId,
        @Nullable String lastChargeId,
        Instant firstSentAt,
        Instant attemptSentAt)
        implements PaymentCall {

    public ChargeRequest {
        metadata = Map.copyOf(metadata);
        if (attempt < 1) {
            throw new IllegalArgumentException("Expected attempts to count from 1, but it is " + attempt);
        }
        if (amountMicros <= 0) {
            throw new IllegalArgumentException("Expected an amount above zero, but it is " + amountMicros);
        }
    }

    /** How the money is to come. */
    public sealed interface Collect {
        /** From the saved payment method, while the customer is away. */
        record Direct() implements Collect {}

        /**
         * By an invoice that the customer pays until a date.
         *
         * @param name what the customer is called on it; null where the provider is to know
         * @param email where it is sent; null where the provider is to know
         */
        record Invoiced(
                Instant dueAt,
                @Nullable String name,
                @Nullable String email) implements Collect {
            /** To whomever the provider knows. */
            public Invoiced(Instant dueAt) {
                this(dueAt, null, null);
            }
        }
    }

    /** Returns the key of this attempt. */
    public String attemptKey() {
        return requestId + "/" + attempt;
    }
}
