package dev.drawdown.payments;

/** One attempt, as the gateway is asked for it: always the same, however often it is asked. */
public sealed interface PaymentCall permits ChargeRequest, RefundRequest {
    /** Returns the identity that all attempts share. */
    String requestId();

    /** Returns which attempt it is, from 1. */
    int attempt();
}
