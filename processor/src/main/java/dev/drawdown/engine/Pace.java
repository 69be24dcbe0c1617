package dev.drawdown.engine;

/**
 * How a wallet spends, by the hour, over its whole life: kept as what the current hour is measured from and the most of any
 * hour before it, so that a debit leaves it as it is.
 *
 * @param endsAtMillis when the current hour ends; 0 before the first
 * @param fromMicros the balance that the hour began with, and what has come and gone since but for what was spent
 * @param mostMicros what was spent in any hour before, at most
 * @param hours how many hours before had any spending
 * @param told whether people have been told of the current hour
 */
public record Pace(long endsAtMillis, long fromMicros, long mostMicros, int hours, boolean told) {
    public static final Pace NONE = new Pace(0, 0, 0, 0, false);

    /** What has been spent in the current hour, where this is the balance now. */
    public long spentMicros(long balanceMicros) {
        return endsAtMillis == 0 ? 0 : fromMicros - balanceMicros;
    }

    /** The same where something has come, or gone otherwise than by spending. */
    public Pace moved(long micros) {
        return micros == 0 ? this : new Pace(endsAtMillis, fromMicros + micros, mostMicros, hours, told);
    }

    Pace withTold() {
        return new Pace(endsAtMillis, fromMicros, mostMicros, hours, true);
    }
}
