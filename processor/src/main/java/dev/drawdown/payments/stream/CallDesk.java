package dev.drawdown.payments.stream;

import dev.drawdown.payments.PaymentCall;

/** Where calls to the provider are ordered; each is answered by a note, unless the process ends before. */
interface CallDesk {
    /** Has an attempt made. */
    void collect(PaymentCall call);

    /** Has it found out how an attempt stands. */
    void look(PaymentCall call);

    /** Has it found out what has become of a payment. */
    void review(String requestId, int attempt, String chargeId);
}
