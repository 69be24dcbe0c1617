package dev.drawdown.payments;

/** What Stripe has in its own books, to be looked up after a webhook and held against the ledger. */
public interface PaymentRecords {
    /** Returns how a charge stands now, whatever a webhook said of it. */
    GatewayAnswer<ChargeStanding> charge(String chargeId);
}
