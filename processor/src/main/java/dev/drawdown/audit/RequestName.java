package dev.drawdown.audit;

/** The parts of a payment request's identity, {@code wallet/purpose/n}, of which the wallet's may have slashes in it. */
record RequestName(String walletId, String purpose) {
    static RequestName of(String requestId) {
        int number = requestId.lastIndexOf('/');
        int purpose = number < 0 ? -1 : requestId.lastIndexOf('/', number - 1);
        return purpose < 0
                ? new RequestName("", "")
                : new RequestName(requestId.substring(0, purpose), requestId.substring(purpose + 1, number));
    }
}
