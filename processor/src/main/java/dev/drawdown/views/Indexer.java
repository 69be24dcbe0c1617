package dev.drawdown.views;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.wire.Money;
import dev.drawdown.wire.StateWriter;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Puts records on a shelf, whichever way they come: restored, processed, or once more after a crash.
 *
 * <p>An entry counts if it is the next of its wallet, or comes after a gap; one that is behind what was read has been put
 * already. A signal lies under its offset, so putting it twice is putting it once. A balance is only ever compared. So the
 * order in which the topics are read does not matter, and what is on the shelf is the same after every history of crashes.
 *
 * <p>What is older than the retention is counted on the way by (the sums of the wallet need it) and not kept.
 */
final class Indexer {
    private final Shelf shelf;
    private final Balancing balancing;
    private final Usage usage;
    private final LongSupplier horizonMillis;
    private final StateWriter out = new StateWriter(1024);
    private final AvroDecoder<LedgerEntry> entries;
    private final AvroDecoder<WalletBalance> balances;
    private final AvroDecoder<BalanceAlert> alerts;
    private final AvroDecoder<PaymentRequest> requests;
    private final AvroDecoder<CommandOutcome> outcomes;
    private final LongAdder unreadable = new LongAdder();

    /**
     * Makes one.
     *
     * @param horizonMillis what was recorded before that instant is not kept
     */
    Indexer(Shelf shelf, SchemaRegistry registry, LongSupplier horizonMillis) {
        this.shelf = shelf;
        this.horizonMillis = horizonMillis;
        balancing = new Balancing(shelf);
        usage = new Usage(shelf);
        entries = new AvroDecoder<>(LedgerEntry.class, registry);
        balances = new AvroDecoder<>(WalletBalance.class, registry);
        alerts = new AvroDecoder<>(BalanceAlert.class, registry);
        requests = new AvroDecoder<>(PaymentRequest.class, registry);
        outcomes = new AvroDecoder<>(CommandOutcome.class, registry);
    }

    /** Puts a record on the shelf; one that cannot be read is counted and left out, since it never can be. */
    void put(Feed feed, byte[] value, long offset) {
        try {
            switch (feed) {
                case LEDGER -> entry(entries.decode(value), value);
                case BALANCES -> balance(balances.decode(value), value);
                case ALERTS -> alert(alerts.decode(value), value, offset);
                case PAYMENT_REQUESTS -> request(requests.decode(value), value, offset);
                case OUTCOMES -> outcome(outcomes.decode(value), value, offset);
            }
        } catch (UndecodableException failure) {
            if (!failure.reason().isTheValuesFault()) {
                throw new IllegalStateException(
                        "Expected the registry to answer, but " + failure.getMessage(), failure);
            }
            unreadable.increment();
        }
    }

    /** How many records could not be read since the shelf was opened. */
    long unreadable() {
        return unreadable.sum();
    }

    private void entry(LedgerEntry entry, byte[] bytes) {
        String walletId = entry.getWalletId();
        WalletRow before = balancing.row(walletId, entry.getCurrency());
        if (entry.getSeq() <= before.seq()) {
            return;
        }
        WalletRow row = balancing.advance(walletId, before, entry);
        long recordedAtMillis = entry.getRecordedAt().toEpochMilli();
        boolean isKept = recordedAtMillis >= horizonMillis.getAsLong();
        if (isKept) {
            boolean isFirst = !before.transactionId().equals(entry.getTransactionId());
            StoredEntry stored = new StoredEntry(
                    row.creditMicros(),
                    row.debitMicros(),
                    recordedAtMillis,
                    "DEBIT".equals(entry.getType()),
                    new Facet(entry.getCategory(), entry.getAppId(), entry.getChannel()),
                    bytes);
            shelf.put(ShelfKeys.entry(walletId, entry.getSeq()), stored.toBytes(out));
            if (isFirst) {
                cause(walletId, entry.getInputId(), ShelfKeys.CAUSED_ENTRY, entry.getSeq());
            }
            usage.add(entry, isFirst);
        }
        balancing.settle(walletId, row);
    }

    private void balance(WalletBalance balance, byte[] bytes) {
        shelf.put(ShelfKeys.of(ShelfKeys.BALANCE, balance.getWalletId()), bytes);
        long micros = Money.micros(balance.getSettled()) - Money.micros(balance.getOwed());
        balancing.claim(balance.getWalletId(), balance.getCurrency(), balance.getSeq(), micros);
    }

    private void alert(BalanceAlert alert, byte[] bytes, long offset) {
        signal(alert.getWalletId(), SignalKind.ALERT, alert.getAt(), alert.getCausedBy(), bytes, offset);
    }

    private void request(PaymentRequest request, byte[] bytes, long offset) {
        signal(
                request.getWalletId(),
                SignalKind.PAYMENT_REQUEST,
                request.getRequestedAt(),
                request.getCausedBy(),
                bytes,
                offset);
    }

    private void outcome(CommandOutcome outcome, byte[] bytes, long offset) {
        signal(outcome.getWalletId(), SignalKind.OUTCOME, outcome.getAt(), outcome.getCommandId(), bytes, offset);
    }

    private void signal(String walletId, SignalKind kind, Instant at, String causedBy, byte[] bytes, long offset) {
        long atMillis = at.toEpochMilli();
        if (atMillis >= horizonMillis.getAsLong()) {
            StoredSignal stored = new StoredSignal(atMillis, causedBy, bytes);
            shelf.put(ShelfKeys.signal(walletId, kind, offset), stored.toBytes(out));
            cause(walletId, causedBy, kind.code(), offset);
        }
    }

    private void cause(String walletId, String inputId, byte kind, long number) {
        shelf.put(ShelfKeys.cause(walletId, inputId, kind, number), new byte[0]);
    }
}
