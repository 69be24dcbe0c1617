package dev.drawdown.payments.stream;

import dev.drawdown.payments.PaymentEvent;
import java.nio.charset.StandardCharsets;

/** Something that has happened to a payment request, on its way to whoever keeps its state. */
record Note(String requestId, PaymentEvent event) {

    /** Whether the request is named as ours are, {@code wallet/purpose/n}; the wallet's own name may have slashes. */
    boolean isOurs() {
        return end(requestId) > 0;
    }

    /** Returns the key that brings it to the request's partition. */
    byte[] key() {
        return walletOf(requestId).getBytes(StandardCharsets.UTF_8);
    }

    static String walletOf(String requestId) {
        int end = end(requestId);
        if (end <= 0) {
            throw new IllegalArgumentException("Expected wallet/purpose/n, but the request is " + requestId);
        }
        return requestId.substring(0, end);
    }

    private static int end(String requestId) {
        int number = requestId.lastIndexOf('/');
        return number < 0 ? -1 : requestId.lastIndexOf('/', number - 1);
    }
}
