package dev.drawdown.payments;

import dev.drawdown.payments.ChargeRequest.Collect;
import java.util.Map;

/** What a payment request asks for, the same for all of its attempts. */
public sealed interface PaymentOrder {
    /** Returns the identity, {@code wallet/purpose/n}. */
    String requestId();

    /**
     * Money to collect.
     *
     * @param requestId the identity, {@code wallet/purpose/n}
     */
    record Charge(
            String requestId,
            String customerId,
            long amountMicros,
            String currency,
            String description,
            Map<String, String> metadata,
            Collect collect)
            implements PaymentOrder {

        public Charge {
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * Money of an earlier payment to give back.
     *
     * @param requestId the identity, {@code wallet/REFUND/n}
     * @param chargeId what is refunded, as {@link PaymentResult.Succeeded} named it
     */
    record Refund(String requestId, String chargeId, long amountMicros, String currency, Map<String, String> metadata)
            implements PaymentOrder {

        public Refund {
            metadata = Map.copyOf(metadata);
        }
    }
}
