package dev.drawdown.payments;

import dev.drawdown.payments.ChargeRequest.Collect;
import java.util.Map;

/**
 * What a payment request asks for, the same for all of its attempts.
 *
 * @param requestId the identity, {@code wallet/purpose/n}
 */
public record PaymentOrder(
        String requestId,
        String customerId,
        long amountMicros,
        String currency,
        String description,
        Map<String, String> metadata,
        Collect collect) {

    public PaymentOrder {
        metadata = Map.copyOf(metadata);
    }
}
