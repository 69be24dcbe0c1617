package dev.drawdown.payments.stream;

import dev.drawdown.payments.ChargeRequest;
import dev.drawdown.payments.PaymentGateway;
import dev.drawdown.payments.PaymentResult;
import dev.drawdown.payments.RefundRequest;

/** Stands where no money may move. */
final class UnaskedGateway implements PaymentGateway {
    @Override
    public PaymentResult collect(ChargeRequest request) {
        throw unexpected();
    }

    @Override
    public PaymentResult look(ChargeRequest request) {
        throw unexpected();
    }

    @Override
    public PaymentResult abandon(ChargeRequest request) {
        throw unexpected();
    }

    @Override
    public PaymentResult refund(RefundRequest request) {
        throw unexpected();
    }

    @Override
    public PaymentResult look(RefundRequest request) {
        throw unexpected();
    }

    private static AssertionError unexpected() {
        return new AssertionError("Expected no money to move, but it was to");
    }
}
