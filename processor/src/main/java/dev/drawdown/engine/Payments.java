package dev.drawdown.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wallet's payments, apart from the wallet since most inputs do not look at them; {@link #NONE}, shared, for a wallet that
 * has never had any.
 *
 * @param underWay asked for and not over, oldest first; bounded by {@link PaymentPolicy#maxUnderWay}
 * @param paid of which something can still be given back, oldest first; bounded by {@link PaymentPolicy#maxPaid}, beyond which
 *     the oldest is remembered as a memo only
 * @param counts per purpose, by its place, how many requests there were; empty stands for none
 * @param hasFailed whether a payment has failed and none has succeeded, and no method changed, since
 * @param isStopped whether collecting by itself is off, since a payment failed for good
 * @param recharging where auto-recharging stands; null before the rule was first due
 * @param periodEndsAtMillis when what is owed on terms is invoiced; {@link Wallet#NEVER} where nothing is
 * @param disputes how many payments a bank has taken back for its customer, and not given up since: while there are any, the
 *     wallet is flagged
 * @param gatheredMicros what a card is to be charged for leads and usage, once it is enough or a failed payment is mended
 */
public record Payments(
        List<Payment> underWay,
        List<Payment> paid,
        List<Long> counts,
        boolean hasFailed,
        boolean isStopped,
        @Nullable Recharging recharging,
        long periodEndsAtMillis,
        int disputes,
        long gatheredMicros)
        implements PaymentBook {

    public static final Payments NONE =
            new Payments(List.of(), List.of(), List.of(), false, false, null, Wallet.NEVER, 0, 0);

    public Payments {
        underWay = List.copyOf(underWay);
        paid = List.copyOf(paid);
        counts = List.copyOf(counts);
    }

    /** Whether there is nothing to know of them. */
    public boolean isNone() {
        return counts.isEmpty()
                && underWay.isEmpty()
                && paid.isEmpty()
                && !hasFailed
                && !isStopped
                && recharging == null
                && periodEndsAtMillis == Wallet.NEVER
                && disputes == 0
                && gatheredMicros == 0;
    }

    @Override
    @SuppressWarnings("EnumOrdinal")
    public long count(Purpose purpose) {
        return counts.isEmpty() ? 0 : counts.get(purpose.ordinal());
    }

    @Override
    public long promisedMicros() {
        return Payment.promisedMicros(underWay);
    }

    @Override
    public boolean hasUnderWay(Purpose purpose) {
        for (int at = 0; at < underWay.size(); at++) {
            if (underWay.get(at).purpose() == purpose) {
                return true;
            }
        }
        return false;
    }

    /** When one of them, or the rule, next has something to do by itself. */
    long nextDueMillis(WalletStatus status) {
        long next = periodEndsAtMillis;
        if (recharging != null && status != WalletStatus.TERMINATED) {
            next = Math.min(next, recharging.wakeAtMillis());
        }
        for (int at = 0; at < underWay.size(); at++) {
            next = Math.min(next, dueMillis(underWay.get(at), status));
        }
        return next;
    }

    /** When a payment has something to do by itself; a frozen wallet starts no new attempt. */
    static long dueMillis(Payment payment, WalletStatus status) {
        boolean isHeldBack = status == WalletStatus.FROZEN && payment.progress().status() == Payment.Status.WAITING;
        return isHeldBack ? Wallet.NEVER : payment.progress().dueMillis();
    }
}
