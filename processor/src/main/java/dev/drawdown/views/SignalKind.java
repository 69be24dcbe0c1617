package dev.drawdown.views;

/** What, beside entries, an input may bring about; the code is stored. */
enum SignalKind {
    ALERT,
    PAYMENT_REQUEST,
    OUTCOME;

    /** Zero stands for entries. */
    byte code() {
        return switch (this) {
            case ALERT -> 1;
            case PAYMENT_REQUEST -> 2;
            case OUTCOME -> 3;
        };
    }
}
