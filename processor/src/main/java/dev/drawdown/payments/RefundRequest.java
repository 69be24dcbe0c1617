package dev.drawdown.payments;

import java.time.Instant;
import java.util.Map;

/**
 * One attempt to give back money of an earlier payment.
 *
 * @param requestId the identity, {@code wallet/REFUND/n}
 * @param attempt counts from 1
 * @param chargeId what is refunded, as {@link PaymentResult.Succeeded} named it
 * @param attemptSentAt when this attempt was sent for the first time
 */
public record RefundRequest(
        String requestId,
        int attempt,
        String chargeId,
        long amountMicros,
        String currency,
        Map<String, String> metadata,
        Instant attemptSentAt)
        implements PaymentCall {

    public RefundRequest {
        metadata = Map.copyOf(metadata);
        if (attempt < 1) {
            throw new IllegalArgumentException("Expected attempts to count from 1, but it is " + attempt);
        }
        if (amountMicros <= 0) {
            throw new IllegalArgumentException("Expected an amount above zero, but it is " + amountMicros);
        }
    }

    /** Returns the key of this attempt. */
    public String attemptKey() {
        return requestId + "/" + attempt;
    }
}
