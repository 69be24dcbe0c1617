package dev.drawdown.demo.screen;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.WalletBalance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether money is conserved: what the ledger gave, less what it took, is what the wallets have, per currency.
 *
 * <p>Ledger and balances arrive on topics of their own, one ahead of the other. So each balance is held against the
 * ledger as it stood at the very entry that the balance names, and no difference is ever excused by timing.
 */
final class Conservation {
    private static final int REMEMBERED = 512;

    private final Map<String, Fold> folds = new HashMap<>();
    private long gaps;

    /** The sums of a currency over all wallets whose balance is known. */
    record Sum(String currency, long creditMicros, long debitMicros, long balanceMicros) {
        long differenceMicros() {
            return creditMicros - debitMicros - balanceMicros;
        }
    }

    void entry(LedgerEntry entry) {
        Fold fold = fold(entry.getWalletId(), entry.getCurrency());
        long delta = Money.micros(entry.getBalanceDelta());
        if (fold.seq < 0) {
            // The ledger's beginning, or the point from which on we read it: what was there is brought forward.
            fold.startAt(entry.getSeq() - 1, Money.micros(entry.getBalanceBefore()));
        } else if (entry.getSeq() != fold.seq + 1) {
            gaps++;
        }
        fold.add(entry.getSeq(), delta);
    }

    void balance(WalletBalance balance) {
        fold(balance.getWalletId(), balance.getCurrency())
                .claim(balance.getSeq(), Money.micros(balance.getSettled()) - Money.micros(balance.getOwed()));
    }

    /** Returns how often a wallet's sequence was not the next number. */
    long gaps() {
        return gaps;
    }

    List<Sum> sums() {
        Map<String, long[]> byCurrency = new TreeMap<>();
        for (Fold fold : folds.values()) {
            long[] sums = byCurrency.computeIfAbsent(fold.currency, _ -> new long[3]);
            sums[0] += fold.agreedCredits;
            sums[1] += fold.agreedDebits;
            sums[2] += fold.agreedBalance;
        }
        List<Sum> sums = new ArrayList<>();
        byCurrency.forEach((currency, sum) -> sums.add(new Sum(currency, sum[0], sum[1], sum[2])));
        return sums;
    }

    private Fold fold(String walletId, String currency) {
        return folds.computeIfAbsent(walletId, _ -> new Fold(currency));
    }

    /** One wallet's ledger, folded, with its latest states by sequence. */
    private static final class Fold {
        private final String currency;
        private final long[] credits = new long[REMEMBERED];
        private final long[] debits = new long[REMEMBERED];
        private long firstSeq;
        private long seq = -1;
        private @Nullable Claim claim;
        private long agreedCredits;
        private long agreedDebits;
        private long agreedBalance;

        private record Claim(long seq, long balanceMicros) {}

        Fold(String currency) {
            this.currency = currency;
        }

        void startAt(long atSeq, long broughtForward) {
            firstSeq = atSeq;
            put(atSeq, Math.max(broughtForward, 0), Math.max(-broughtForward, 0));
        }

        void add(long nextSeq, long delta) {
            int last = slot(seq);
            put(nextSeq, credits[last] + Math.max(delta, 0), debits[last] + Math.max(-delta, 0));
            settle();
        }

        void claim(long atSeq, long balanceMicros) {
            claim = new Claim(atSeq, balanceMicros);
            settle();
        }

        private void put(long atSeq, long credit, long debit) {
            seq = atSeq;
            credits[slot(seq)] = credit;
            debits[slot(seq)] = debit;
        }

        /** Compares once both sides have arrived. A balance of before our beginning is left to its successor. */
        private void settle() {
            if (claim == null || seq < claim.seq || claim.seq < firstSeq || claim.seq <= seq - REMEMBERED) {
                return;
            }
            agreedCredits = credits[slot(claim.seq)];
            agreedDebits = debits[slot(claim.seq)];
            agreedBalance = claim.balanceMicros;
            claim = null;
        }

        private static int slot(long seq) {
            return (int) (seq % REMEMBERED);
        }
    }
}
