package dev.drawdown.payments;

/**
 * Where money is collected and given back.
 *
 * <p>Every method may be called again with the same request, by this process or the next, and does nothing twice.
 */
public interface PaymentGateway {
    /** Makes an attempt, or finds out how it went if it was made before. */
    PaymentResult collect(ChargeRequest request);

    /** Finds out how an attempt went, and changes nothing. */
    PaymentResult look(ChargeRequest request);

    /** Makes sure that a request collects nothing any more; what was collected already is the answer. */
    PaymentResult abandon(ChargeRequest request);

    /** Gives money back, or finds out how that went if it was tried before. */
    PaymentResult refund(RefundRequest request);

    /** Finds out how giving back went, and changes nothing. */
    PaymentResult look(RefundRequest request);
}
