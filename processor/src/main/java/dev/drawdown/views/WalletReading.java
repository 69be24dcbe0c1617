package dev.drawdown.views;

import dev.drawdown.schemas.BalanceAlert;
import dev.drawdown.schemas.CommandOutcome;
import dev.drawdown.schemas.LedgerEntry;
import dev.drawdown.schemas.PaymentRequest;
import dev.drawdown.schemas.WalletBalance;
import dev.drawdown.schemas.serde.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One wallet's read models as they are at one moment: all answers of a reading agree with each other. */
public final class WalletReading {
    /** Entries that are looked at for one page at most, so that no filter makes a reader wait or a shelf stay open. */
    static final int MAX_LOOKED_AT = 20_000;

    private final String walletId;
    private final Reading shelf;
    private final Records records;
    private final @Nullable WalletRow row;

    WalletReading(String walletId, Reading shelf, SchemaRegistry registry) {
        this.walletId = walletId;
        this.shelf = shelf;
        records = new Records(registry);
        byte[] stored = shelf.get(ShelfKeys.of(ShelfKeys.WALLET, walletId));
        row = stored == null ? null : WalletRow.of(stored);
    }

    /** Whether anything has ever been heard of the wallet. */
    public boolean isKnown() {
        return row != null;
    }

    /** The wallet's currency; empty while it is not known. */
    public String currency() {
        return row == null ? "" : row.currency();
    }

    /** The last entry that has been read: what is answered is what was true after it. */
    public long seq() {
        return row == null ? 0 : row.seq();
    }

    /** The wallet's own figures, which may be ahead of its entries or behind them. */
    public @Nullable WalletBalance balance() {
        byte[] stored = shelf.get(ShelfKeys.of(ShelfKeys.BALANCE, walletId));
        return stored == null ? null : records.read(WalletBalance.class, stored);
    }

    /**
     * Entries, newest first.
     *
     * @param beforeSeq where the page before ended; null for the newest
     */
    public HistoryPage history(HistoryFilter filter, @Nullable Long beforeSeq, int limit) {
        long newest = beforeSeq == null ? seq() : Math.min(seq(), beforeSeq - 1);
        long first = filter.toMillis() == null ? newest : lastBefore(filter.toMillis(), newest);
        List<LedgerEntry> found = new ArrayList<>();
        Pager pager = new Pager();
        if (first > 0) {
            byte[] beyond = ShelfKeys.beyond(ShelfKeys.of(ShelfKeys.ENTRY, walletId));
            shelf.scan(ShelfKeys.entry(walletId, first), beyond, (key, value) -> {
                StoredEntry entry = StoredEntry.of(value);
                if (filter.isBefore(entry)) {
                    return false;
                }
                if (found.size() == limit || pager.lookedAt == MAX_LOOKED_AT) {
                    pager.next = pager.last;
                    return false;
                }
                pager.lookedAt++;
                pager.last = ShelfKeys.seqOf(key);
                if (filter.wants(entry)) {
                    found.add(records.read(LedgerEntry.class, entry.bytes()));
                }
                return true;
            });
        }
        return new HistoryPage(found, pager.next);
    }

    private static final class Pager {
        private int lookedAt;
        private long last;
        private @Nullable Long next;
    }

    /** The newest entry recorded before an instant: entries are recorded in their order. What is not kept any more was. */
    private long lastBefore(long millis, long newest) {
        long low = 0;
        long high = newest;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            byte[] stored = shelf.get(ShelfKeys.entry(walletId, middle));
            if (stored == null || StoredEntry.of(stored).recordedAtMillis() < millis) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** What was used from an instant up to another; both must be starts of a quarter of an hour. */
    public Map<Facet, UsageTotals> usage(long fromMillis, long toMillis) {
        Map<Facet, UsageTotals> totals = new HashMap<>();
        long firstDay = Math.min(UsageSpan.UTC_DAY.startFrom(fromMillis), toMillis);
        long lastDay = Math.max(UsageSpan.UTC_DAY.startOf(toMillis), firstDay);
        add(totals, UsageSpan.QUARTER_HOUR, fromMillis, firstDay);
        add(totals, UsageSpan.UTC_DAY, firstDay, lastDay);
        add(totals, UsageSpan.QUARTER_HOUR, lastDay, toMillis);
        return totals;
    }

    private void add(Map<Facet, UsageTotals> totals, UsageSpan span, long fromMillis, long toMillis) {
        byte[] from = ShelfKeys.usage(walletId, span, fromMillis);
        if (fromMillis < toMillis) {
            shelf.scan(from, ShelfKeys.usage(walletId, span, toMillis), (key, value) -> {
                totals.merge(ShelfKeys.facetOf(key, from.length), UsageTotals.of(value), UsageTotals::plus);
                return true;
            });
        }
    }

    /**
     * Whether it is known that a command was accepted, and all entries that were there after it have been read.
     *
     * <p>A refusal says nothing: the same command may come again later, and be accepted then.
     */
    boolean hasRead(String commandId) {
        for (CommandOutcome outcome : explain(commandId).outcomes()) {
            boolean isNews = outcome.getStatus().equals("ACCEPTED") && !outcome.getDuplicate();
            if (isNews && (outcome.getSeq() == null || outcome.getSeq() <= seq())) {
                return true;
            }
        }
        return false;
    }

    /** All that an input brought about. */
    public Explanation explain(String inputId) {
        List<LedgerEntry> entries = new ArrayList<>();
        List<BalanceAlert> alerts = new ArrayList<>();
        List<PaymentRequest> requests = new ArrayList<>();
        List<CommandOutcome> outcomes = new ArrayList<>();
        shelf.scan(ShelfKeys.cause(walletId, inputId), (key, _) -> {
            long number = ShelfKeys.lastNumberOf(key);
            switch (ShelfKeys.signalKindOf(key)) {
                case null -> addEntries(entries, inputId, number);
                case ALERT -> add(alerts, BalanceAlert.class, SignalKind.ALERT, number);
                case PAYMENT_REQUEST -> add(requests, PaymentRequest.class, SignalKind.PAYMENT_REQUEST, number);
                case OUTCOME -> add(outcomes, CommandOutcome.class, SignalKind.OUTCOME, number);
            }
            return true;
        });
        return new Explanation(entries, alerts, requests, outcomes);
    }

    /** One decision's entries follow on each other. */
    private void addEntries(List<LedgerEntry> entries, String inputId, long firstSeq) {
        LedgerEntry next = entry(firstSeq);
        for (long seq = firstSeq + 1; next != null && next.getInputId().equals(inputId); seq++) {
            entries.add(next);
            next = entry(seq);
        }
    }

    private @Nullable LedgerEntry entry(long seq) {
        byte[] stored = shelf.get(ShelfKeys.entry(walletId, seq));
        return stored == null
                ? null
                : records.read(LedgerEntry.class, StoredEntry.of(stored).bytes());
    }

    private <T extends SpecificRecord> void add(List<T> signals, Class<T> type, SignalKind kind, long offset) {
        byte[] stored = shelf.get(ShelfKeys.signal(walletId, kind, offset));
        if (stored != null) {
            signals.add(records.read(type, StoredSignal.of(stored).bytes()));
        }
    }

    /** Where the wallet is now, for whoever follows it from here on. */
    public LiveCursor liveEnd() {
        byte[] lastAlert = shelf.last(ShelfKeys.signals(walletId, SignalKind.ALERT));
        return new LiveCursor(seq(), lastAlert == null ? -1 : ShelfKeys.lastNumberOf(lastAlert));
    }

    /** What has happened since, of each kind at most so much. */
    public LivePage since(LiveCursor cursor, int limit) {
        List<LedgerEntry> entries = new ArrayList<>();
        // Newer ones lie in front. Those that are not kept any more are left out.
        byte[] ofWallet = ShelfKeys.of(ShelfKeys.ENTRY, walletId);
        shelf.scanBack(ofWallet, ShelfKeys.entry(walletId, cursor.seq() + 1), (_, value) -> {
            entries.add(records.read(LedgerEntry.class, StoredEntry.of(value).bytes()));
            return entries.size() < limit;
        });
        List<LivePage.Alert> alerts = new ArrayList<>();
        byte[] from = ShelfKeys.signal(walletId, SignalKind.ALERT, cursor.alertOffset() + 1);
        byte[] beyond = ShelfKeys.beyond(ShelfKeys.signals(walletId, SignalKind.ALERT));
        shelf.scan(from, beyond, (key, value) -> {
            BalanceAlert alert =
                    records.read(BalanceAlert.class, StoredSignal.of(value).bytes());
            alerts.add(new LivePage.Alert(ShelfKeys.lastNumberOf(key), alert));
            return alerts.size() < limit;
        });
        boolean hasMore = entries.size() == limit || alerts.size() == limit;
        return new LivePage(entries, alerts, balance(), hasMore);
    }
}
