package dev.drawdown.views;

import org.jspecify.annotations.Nullable;

/**
 * How far somebody has followed a wallet.
 *
 * @param seq the last entry that they have
 * @param alertOffset the last alert that they have, by its offset; -1 for none
 */
public record LiveCursor(long seq, long alertOffset) {
    /** The form that is sent as an event's id. */
    @Override
    public String toString() {
        return seq + "-" + (alertOffset + 1);
    }

    /** Reads that form; null where it is none. */
    public static @Nullable LiveCursor parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1 || text.length() > 2 * Long.toString(Long.MAX_VALUE).length()) {
            return null;
        }
        try {
            long seq = Long.parseLong(text, 0, dash, 10);
            long alerts = Long.parseLong(text, dash + 1, text.length(), 10);
            return seq < 0 || alerts < 0 ? null : new LiveCursor(seq, alerts - 1);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
