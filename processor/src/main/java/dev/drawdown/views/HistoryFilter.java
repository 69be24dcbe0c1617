package dev.drawdown.views;

import org.jspecify.annotations.Nullable;

/**
 * Which entries somebody wants to see; null where any will do.
 *
 * @param isDebit whether they take
 * @param fromMillis recorded at or after it
 * @param toMillis recorded before it
 */
public record HistoryFilter(
        @Nullable String category,
        @Nullable String appId,
        @Nullable Boolean isDebit,
        @Nullable Long fromMillis,
        @Nullable Long toMillis) {
    public static final HistoryFilter ALL = new HistoryFilter(null, null, null, null, null);

    boolean wants(StoredEntry entry) {
        return (category == null || category.equals(entry.facet().category()))
                && (appId == null || appId.equals(entry.facet().appId()))
                && (isDebit == null || isDebit == entry.isDebit())
                && (toMillis == null || entry.recordedAtMillis() < toMillis);
    }

    /** Whether this entry, and every older one, is out of the question. */
    boolean isBefore(StoredEntry entry) {
        return fromMillis != null && entry.recordedAtMillis() < fromMillis;
    }
}
