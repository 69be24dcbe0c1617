package dev.drawdown.views;

import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/**
 * Takes from a shelf what has left the retention, a few wallets at a time, round after round. What a wallet adds up to stays,
 * so that its sums are right whatever has been taken.
 */
final class Sweeper {
    private static final byte[] FIRST = ShelfKeys.of(ShelfKeys.WALLET);
    private static final byte[] BEYOND = ShelfKeys.beyond(FIRST);

    private final Shelf shelf;
    private final AvroDecoder<LedgerEntry> entries;
    private byte[] next = FIRST;

    Sweeper(Shelf shelf, SchemaRegistry registry) {
        this.shelf = shelf;
        entries = new AvroDecoder<>(LedgerEntry.class, registry);
    }

    /** Goes on by some wallets; returns whether that was the end of a round. */
    boolean sweep(int wallets, long horizonMillis) {
        shelf.write();
        int swept = 0;
        byte[] reached = null;
        try (RocksIterator rows = shelf.iterator()) {
            rows.seek(next);
            while (swept < wallets && rows.isValid() && Arrays.compareUnsigned(rows.key(), BEYOND) < 0) {
                sweep(ShelfKeys.textOf(rows.key()), horizonMillis);
                swept++;
                rows.next();
            }
            reached = rows.isValid() && swept == wallets ? rows.key() : null;
        }
        shelf.write();
        next = reached == null ? FIRST : reached;
        return reached == null;
    }

    private void sweep(String walletId, long horizonMillis) {
        byte[] ofWallet = ShelfKeys.of(ShelfKeys.ENTRY, walletId);
        try (RocksIterator all = shelf.iterator()) {
            // The oldest lie last.
            for (all.seekForPrev(ShelfKeys.beyond(ofWallet)); isWithin(all, ofWallet); all.prev()) {
                StoredEntry entry = StoredEntry.of(all.value());
                if (entry.recordedAtMillis() >= horizonMillis) {
                    break;
                }
                forget(walletId, all.key(), entry);
            }
            for (SignalKind kind : SignalKind.values()) {
                sweepSignals(all, walletId, kind, horizonMillis);
            }
            for (UsageSpan span : UsageSpan.values()) {
                byte[] from = ShelfKeys.usage(walletId, span, 0);
                byte[] to = ShelfKeys.usage(walletId, span, span.startOf(horizonMillis));
                for (all.seek(from); all.isValid() && Arrays.compareUnsigned(all.key(), to) < 0; all.next()) {
                    shelf.delete(all.key());
                }
            }
        }
    }

    private void sweepSignals(RocksIterator all, String walletId, SignalKind kind, long horizonMillis) {
        byte[] ofKind = ShelfKeys.signals(walletId, kind);
        for (all.seek(ofKind); isWithin(all, ofKind); all.next()) {
            StoredSignal signal = StoredSignal.of(all.value());
            if (signal.atMillis() >= horizonMillis) {
                return;
            }
            long offset = ShelfKeys.lastNumberOf(all.key());
            shelf.delete(ShelfKeys.cause(walletId, signal.causedBy(), kind.code(), offset));
            shelf.delete(all.key());
        }
    }

    private void forget(String walletId, byte[] key, StoredEntry stored) {
        LedgerEntry entry = decoded(stored);
        if (entry != null) {
            shelf.delete(ShelfKeys.cause(walletId, entry.getInputId(), ShelfKeys.CAUSED_ENTRY, ShelfKeys.seqOf(key)));
            if (entry.getLeadId() != null && !"LEAD_RETURN".equals(entry.getReason())) {
                shelf.delete(ShelfKeys.lead(walletId, entry.getLeadId(), entry.getBuyerId()));
            }
        }
        shelf.delete(key);
    }

    private @Nullable LedgerEntry decoded(StoredEntry stored) {
        try {
            return entries.decode(stored.bytes());
        } catch (UndecodableException failure) {
            // It was read when it was put here, so the registry must be away: the next round comes soon enough.
            return null;
        }
    }

    private static boolean isWithin(RocksIterator all, byte[] prefix) {
        return all.isValid()
                && all.key().length > prefix.length
                && Arrays.equals(all.key(), 0, prefix.length, prefix, 0, prefix.length);
    }
}
