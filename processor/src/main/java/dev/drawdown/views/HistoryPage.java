package dev.drawdown.views;

import dev.drawdown.schemas.LedgerEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries, newest first.
 *
 * @param nextBeforeSeq where the next page goes on; null where there is none. A page may be short, even empty, and still have
 *     a next one: so many entries are looked at for a page, and no more
 */
public record HistoryPage(
        List<LedgerEntry> entries, @Nullable Long nextBeforeSeq) {
    public HistoryPage {
        entries = List.copyOf(entries);
    }
}
