package dev.drawdown.views;

import java.time.YearMonth;
import java.time.ZoneId;

/** A calendar month as its owner counts it. */
public record MonthInZone(YearMonth month, ZoneId zone) {
    /** Its first instant. */
    public long startMillis() {
        return startOf(month);
    }

    /** The first instant of the next. */
    public long endMillis() {
        return startOf(month.plusMonths(1));
    }

    private long startOf(YearMonth of) {
        // A midnight that does not exist is the first instant after the gap.
        long millis = of.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
        return UsageSpan.QUARTER_HOUR.startOf(millis);
    }
}
