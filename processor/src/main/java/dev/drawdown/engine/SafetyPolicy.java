package dev.drawdown.engine;

/**
 * From when on what happens to a wallet, or to the payments of an owner, is told of as suspicious.
 *
 * @param factor how many times the most that there was before is suspicious
 * @param spendingHours in how many hours a wallet must have spent before they say how it spends
 * @param spendingPercent what share of what was there in an hour must be spent in it to matter
 * @param rechargesADay so many recharges a day are never too many
 * @param rechargeWeeks in how many weeks a wallet must have recharged before they say how it recharges
 * @param failingWallets on how many wallets of an owner payments fail before its card is told of
 * @param failingWindowMillis within which time
 */
public record SafetyPolicy(
        int factor,
        int spendingHours,
        int spendingPercent,
        int rechargesADay,
        int rechargeWeeks,
        int failingWallets,
        long failingWindowMillis) {

    public static final SafetyPolicy DEFAULT = new SafetyPolicy(3, 24, 20, 5, 2, 3, 24 * 60 * 60 * 1000L);

    /** The largest factor. */
    public static final int MAX_FACTOR = 1000;

    /** What must be exceeded where so much was the most before; beyond what a wallet can carry all is the same. */
    public long limit(long most) {
        return Math.min(most, Long.MAX_VALUE / MAX_FACTOR) * factor;
    }
}
