package dev.drawdown.views;

/**
 * How long a stretch of time one total is for. Days add up quickly; quarters of an hour make up the rest, since the offset of
 * every time zone in use is a multiple of one. So a month is exact in any zone, and a zone may be changed later.
 */
enum UsageSpan {
    QUARTER_HOUR(1, 15 * 60_000L),
    UTC_DAY(2, 24 * 3_600_000L);

    private final byte code;
    private final long millis;

    UsageSpan(int code, long millis) {
        this.code = (byte) code;
        this.millis = millis;
    }

    byte code() {
        return code;
    }

    long millis() {
        return millis;
    }

    /** The start of the span that an instant lies in. */
    long startOf(long epochMillis) {
        return Math.floorDiv(epochMillis, millis) * millis;
    }

    /** The first start at or after an instant. */
    long startFrom(long epochMillis) {
        return -startOf(-epochMillis);
    }
}
