package dev.drawdown.engine;

/** Whether leads may be delivered on a wallet, since when, and why. */
public record Gate(State state, Reason reason, long sinceMillis) {
    /** What a router does: deliver, deliver for now, do not deliver. */
    public enum State {
        OPEN,
        GRACE,
        PAUSED
    }

    /** Why the gate stands as it does. */
    public enum Reason {
        FUNDED,
        BALANCE_AT_FLOOR,
        PAYMENT_FAILED,
        FROZEN,
        TERMINATED
    }
}
