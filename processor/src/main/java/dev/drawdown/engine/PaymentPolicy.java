package dev.drawdown.engine;

import java.util.List;

/**
 * What an installation sets for the payments of all its wallets.
 *
 * @param answerMillis how long nothing may be heard of a request before it goes out again
 * @param stuckAfter after how many times that people are told
 * @param retryAfterMillis the pauses between attempts that may succeed later; after the last, a payment has failed for good
 * @param rememberMillis how long a payment that is over is remembered, so that a late answer still counts
 * @param maxUnderWay requests of a wallet that are not over
 * @param maxPaid payments of a wallet that can be given back; beyond them only the newest can
 */
public record PaymentPolicy(
        long answerMillis,
        int stuckAfter,
        List<Long> retryAfterMillis,
        long rememberMillis,
        int maxUnderWay,
        int maxPaid) {
    private static final long MINUTE_MILLIS = 60 * 1000L;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    public static final PaymentPolicy DEFAULT = new PaymentPolicy(
            10 * MINUTE_MILLIS,
            3,
            List.of(HOUR_MILLIS, 6 * HOUR_MILLIS, 24 * HOUR_MILLIS, 72 * HOUR_MILLIS),
            400 * DAY_MILLIS,
            100,
            32);

    public PaymentPolicy {
        retryAfterMillis = List.copyOf(retryAfterMillis);
    }
}
