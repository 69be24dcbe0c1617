package dev.drawdown.engine;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what the next input does to a wallet, but for the ids and receipts it remembers (see {@link Memory}).
 *
 * <p>Its size is bounded: the lists by {@link Policy}'s limits, the carries by the meters in use.
 *
 * @param zone the owner's time zone, in which expiry dates and calendars count
 * @param clockMillis the latest instant that was decided on; time never runs backwards for a wallet
 * @param expiresAtMillis when everything in it is void; {@link #NEVER} where it does not expire
 * @param settledMicros what is left in all effective tranches; the sum is kept so that no debit has to add them up
 * @param heldMicros what holds have pinned of it
 * @param owedMicros what facts cost beyond what tranches could pay
 * @param owedEverMicros all that was ever owed: a debit's owed part is a range in this count, and since what is owed is
 *     settled in order, the range tells how much of it is still owed
 * @param pendingMicros credit that awaits its payment
 * @param seq the number of ledger entries so far
 * @param trancheCount the number of tranches so far
 * @param tranches in burn order, whether effective yet or not; none is empty
 * @param level of the balance alerts; null before the first evaluation
 * @param depleted whether the DEPLETED alert stands
 * @param runningOut whether the TIME_TO_EMPTY alert stands
 * @param carries per meter, what rounding to a micro has left over, in 10⁻¹⁸ of the currency
 */
public record Wallet(
        String walletId,
        String ownerId,
        @Nullable String name,
        String currency,
        long creditValueMicros,
        ZoneId zone,
        WalletStatus status,
        WalletSettings settings,
        int configVersion,
        long openedAtMillis,
        long clockMillis,
        long expiresAtMillis,
        long settledMicros,
        long heldMicros,
        long owedMicros,
        long owedEverMicros,
        long pendingMicros,
        long seq,
        long trancheCount,
        List<Tranche> tranches,
        List<Hold> holds,
        @Nullable Level level,
        Gate gate,
        boolean depleted,
        boolean runningOut,
        Map<String, Long> carries,
        @Nullable BurnRate burnRate,
        Pace pace,
        Payments payments,
        long nextDueMillis) {

    /** The instant of what does not happen. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What the wallet is worth in the ledger. */
    public long balanceMicros() {
        return settledMicros - owedMicros;
    }

    /** What can be spent, whatever the charge. */
    public long availableMicros() {
        return settledMicros - heldMicros - owedMicros;
    }
}
