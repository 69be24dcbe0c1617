package dev.drawdown.engine;

/**
 * What a wallet can carry: each of its sums as the ledger writes it, and all credit that it was promised, so that nobody is
 * refused when that comes.
 */
final class Capacity {
    /** Far beyond what a wallet may have, and far from where a sum would turn over. */
    private static final long OUT_OF_REACH = 4 * Amounts.MAX_MICROS;

    private Capacity() {}

    /** Whether what an input changed is more than the wallet can carry. */
    static boolean isExceeded(Draft draft) {
        return Amounts.isOutOfRange(draft.settled())
                || Amounts.isOutOfRange(draft.owed())
                || Amounts.isOutOfRange(draft.settled() - draft.owed())
                || Amounts.isOutOfRange(draft.paymentBook().gatheredMicros())
                || draft.owedEver() < 0
                || (mayHaveMoreCredit(draft) && !hasRoomFor(draft, 0) && promised(draft) > promisedBefore(draft));
    }

    /** Whether so much credit would fit in beside what is there and what will come. */
    static boolean hasRoomFor(Draft draft, long creditMicros) {
        return !Amounts.isOutOfRange(promised(draft) + creditMicros);
    }

    /** A debit, which is what there is most of, has no more: for it nothing is added up. */
    private static boolean mayHaveMoreCredit(Draft draft) {
        return draft.settled() > draft.before.settledMicros()
                || draft.trancheCount() > draft.before.trancheCount()
                || draft.paymentBook() instanceof OpenPayments;
    }

    /** Credit that is there, is announced, or awaits its payment. */
    private static long promised(Draft draft) {
        long sum = draft.paymentBook().promisedMicros();
        for (int at = 0; at < draft.tranches.size(); at++) {
            sum = plus(sum, draft.tranches.get(at).remainingMicros());
        }
        return sum;
    }

    private static long promisedBefore(Draft draft) {
        long sum = draft.before.payments().promisedMicros();
        for (Tranche tranche : draft.before.tranches()) {
            sum = plus(sum, tranche.remainingMicros());
        }
        return sum;
    }

    /** The sum, or what is out of reach. */
    static long plus(long sum, long micros) {
        return Math.min(sum + micros, OUT_OF_REACH);
    }
}
