package dev.drawdown.payments;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt stands, as far as anybody knows. */
public sealed interface PaymentResult {
    /**
     * The money has moved.
     *
     * @param amountMicros what was collected or given back
     */
    record Succeeded(
            String providerId,
            @Nullable String chargeId,
            long amountMicros,
            @Nullable String receiptUrl) implements PaymentResult {}

    /** It is under way and will end by itself, as bank debits do. */
    record Processing(String providerId, @Nullable String chargeId) implements PaymentResult {}

    /** It waits for the customer, who finds at the address what to do. */
    record ActionRequired(String providerId, String actionUrl) implements PaymentResult {}

    /**
     * It is known to have failed.
     *
     * @param chargeId the failed charge, which tells the next attempt's from it; null where none was made
     * @param code the issuer's reason, or Stripe's
     */
    record Declined(@Nullable String providerId, @Nullable String chargeId, DeclineKind kind, String code)
            implements PaymentResult {}

    /** It may have happened or not; only the same call again, or reading, is safe. */
    record Unknown(@Nullable String providerId, String reason) implements PaymentResult {}

    /** Nothing has happened: Stripe could not be asked. */
    record Unavailable(Duration retryAfter, String reason) implements PaymentResult {}
}
