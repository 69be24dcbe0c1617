package dev.drawdown.engine;

/** What an installation sets for all its wallets: windows of time and bounds. */
public record Policy(
        long idempotencyWindowMillis,
        long futureToleranceMillis,
        long claimWindowMillis,
        long returnGraceMillis,
        long expiringNoticeMillis,
        int maxTranches,
        int maxHolds,
        PaymentPolicy payments,
        SafetyPolicy safety) {

    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    public static final Policy DEFAULT = new Policy(
            7 * DAY_MILLIS,
            DAY_MILLIS,
            30 * DAY_MILLIS,
            7 * DAY_MILLIS,
            3 * DAY_MILLIS,
            1000,
            1000,
            PaymentPolicy.DEFAULT,
            SafetyPolicy.DEFAULT);

    /**
     * How long an input's id is kept. An event may claim to be as much as the tolerance in the future, so its id must
     * outlive the window by that much, or the id could come back before the event counts as too late.
     */
    public long rememberInputMillis() {
        return idempotencyWindowMillis + futureToleranceMillis;
    }
}
