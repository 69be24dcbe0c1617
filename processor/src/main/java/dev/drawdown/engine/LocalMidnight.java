package dev.drawdown.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Where a day ends for an owner: credits expire at a local midnight, not in the middle of a working day. */
final class LocalMidnight {
    private LocalMidnight() {}

    /** The instant at which the next month begins. */
    static long monthAfter(long millis, ZoneId zone) {
        LocalDate today = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
        return today.withDayOfMonth(1)
                .plusMonths(1)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }

    /** The first local midnight at or after an instant; where a day begins late, in a clock change, its first instant. */
    static long atOrAfter(long millis, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
        long dayStart = local.toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli();
        return dayStart == millis
                ? millis
                : local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
