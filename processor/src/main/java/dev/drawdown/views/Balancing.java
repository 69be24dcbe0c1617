package dev.drawdown.views;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.views.WalletRow.Agreed;
import dev.drawdown.views.WalletRow.Claim;
import dev.drawdown.wire.Money;
import dev.drawdown.wire.StateWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds up each wallet's ledger and holds it against the balances that the wallet publishes; see {@link ConservationSum}. */
final class Balancing {
    private static final Logger log = LoggerFactory.getLogger(Balancing.class);

    private final Shelf shelf;
    private final StateWriter out = new StateWriter(256);

    Balancing(Shelf shelf) {
        this.shelf = shelf;
    }

    WalletRow row(String walletId, String currency) {
        byte[] stored = shelf.get(ShelfKeys.of(ShelfKeys.WALLET, walletId));
        return stored == null ? WalletRow.unknown(currency) : WalletRow.of(stored);
    }

    /** The row with one entry more. What was there before the first entry that is known is brought forward. */
    WalletRow advance(String walletId, WalletRow before, LedgerEntry entry) {
        long balanceBefore = Money.micros(entry.getBalanceBefore());
        long balanceAfter = Money.micros(entry.getBalanceAfter());
        long delta = Money.micros(entry.getBalanceDelta());
        boolean isFirst = before.seq() == 0;
        long credits = isFirst ? Math.max(balanceBefore, 0) : before.creditMicros();
        long debits = isFirst ? Math.max(-balanceBefore, 0) : before.debitMicros();
        boolean isBroken = !isFirst && (entry.getSeq() != before.seq() + 1 || balanceBefore != before.balanceMicros());
        if (isBroken || balanceBefore + delta != balanceAfter) {
            reportBreak(walletId, before, entry);
        }
        return new WalletRow(
                entry.getCurrency(),
                entry.getSeq(),
                entry.getTransactionId(),
                credits + Math.max(delta, 0),
                debits + Math.max(-delta, 0),
                balanceAfter,
                before.claim(),
                before.agreed());
    }

    private void reportBreak(String walletId, WalletRow before, LedgerEntry entry) {
        log.error(
                "Expected entry {} of wallet {} to go on from {} micros, but entry {} goes from {} by {} to {}",
                before.seq() + 1,
                walletId,
                before.balanceMicros(),
                entry.getSeq(),
                entry.getBalanceBefore(),
                entry.getBalanceDelta(),
                entry.getBalanceAfter());
        change(entry.getCurrency(), new ConservationSum(0, 0, 0, 0, 0, 1));
    }

    /** Compares what the wallet claimed if the ledger has come to it now, and stores the row. */
    void settle(String walletId, WalletRow row) {
        Claim claim = row.claim();
        WalletRow next = row;
        if (claim != null && claim.seq() <= row.seq()) {
            next = row.withClaim(null);
            change(row.currency(), new ConservationSum(0, -1, 0, 0, 0, 0));
            if (claim.seq() == row.seq()) {
                next = agree(walletId, next, claim, row.creditMicros(), row.debitMicros());
            }
        }
        store(walletId, next);
    }

    /** Takes note of a balance: compares it, or lets it wait for the ledger. */
    void claim(String walletId, String currency, long seq, long balanceMicros) {
        WalletRow row = row(walletId, currency);
        Claim claim = new Claim(seq, balanceMicros);
        Agreed agreed = row.agreed();
        if (agreed != null && seq < agreed.seq()) {
            return;
        }
        if (seq > row.seq()) {
            if (row.claim() == null) {
                change(row.currency(), new ConservationSum(0, 1, 0, 0, 0, 0));
            }
            store(walletId, row.claim() == null || row.claim().seq() <= seq ? row.withClaim(claim) : row);
        } else if (seq == row.seq()) {
            store(walletId, agree(walletId, row, claim, row.creditMicros(), row.debitMicros()));
        } else {
            byte[] stored = shelf.get(ShelfKeys.entry(walletId, seq));
            if (stored != null) {
                StoredEntry entry = StoredEntry.of(stored);
                store(walletId, agree(walletId, row, claim, entry.creditMicros(), entry.debitMicros()));
            }
        }
    }

    private WalletRow agree(String walletId, WalletRow row, Claim claim, long creditMicros, long debitMicros) {
        Agreed next = new Agreed(claim.seq(), creditMicros, debitMicros, claim.balanceMicros());
        Agreed before = row.agreed();
        if (next.equals(before)) {
            return row;
        }
        if (creditMicros - debitMicros != claim.balanceMicros()) {
            log.error(
                    "Expected wallet {} to have {} micros after entry {}, but its ledger gives {} and takes {}",
                    walletId,
                    claim.balanceMicros(),
                    claim.seq(),
                    creditMicros,
                    debitMicros);
        }
        change(row.currency(), difference(before, next));
        return row.withAgreed(next);
    }

    private static ConservationSum difference(@Nullable Agreed before, Agreed next) {
        return before == null
                ? new ConservationSum(1, 0, next.creditMicros(), next.debitMicros(), next.balanceMicros(), 0)
                : new ConservationSum(
                        0,
                        0,
                        next.creditMicros() - before.creditMicros(),
                        next.debitMicros() - before.debitMicros(),
                        next.balanceMicros() - before.balanceMicros(),
                        0);
    }

    private void change(String currency, ConservationSum by) {
        byte[] key = ShelfKeys.of(ShelfKeys.SUM, currency);
        byte[] stored = shelf.get(key);
        ConservationSum before = stored == null ? ConservationSum.NONE : ConservationSum.of(stored);
        shelf.put(key, before.plus(by).toBytes(out));
    }

    private void store(String walletId, WalletRow row) {
        shelf.put(ShelfKeys.of(ShelfKeys.WALLET, walletId), row.toBytes(out));
    }
}
