package dev.drawdown.demo.screen;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes a picture as one line, and each piece of news as one: for logs, which nobody refreshes. */
final class PlainLog {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Look look;
    private final ZoneId zone;

    PlainLog(Look look, ZoneId zone) {
        this.look = look;
        this.zone = zone;
    }

    String summary(Picture picture, Instant now) {
        Picture.Flow flow = picture.flow();
        Picture.Incidents incidents = picture.incidents();
        StringJoiner spent = new StringJoiner(", ");
        picture.debitedMicros().forEach((currency, micros) -> spent.add(Money.cents(micros) + " " + currency));
        String line = String.format(
                Locale.ROOT,
                "%,5.0f debits/s  %,9d so far  lag %,5d  %,4d ms  gates %d open %d grace %d paused"
                        + "  duplicates %,d  dead letters %,d  held back %,d  conserved %s  spent %s",
                flow.debitsPerSecond(),
                flow.debits(),
                Math.max(flow.lag(), 0),
                Math.max(flow.medianMillis(), 0),
                picture.walletsWithGate("OPEN"),
                picture.walletsWithGate("GRACE"),
                picture.walletsWithGate("PAUSED"),
                incidents.duplicates(),
                incidents.deadLetters(),
                incidents.heldBack(),
                picture.isConserved() ? "yes" : "NO",
                spent);
        return entry(now, "summary", line);
    }

    String news(News item) {
        return entry(
                item.at(),
                item.topic(),
                String.format(Locale.ROOT, "%-27s %s", WalletRow.fit(item.who(), 27), item.words()));
    }

    private String entry(Instant at, String topic, String words) {
        return look.legible(String.format(Locale.ROOT, "%s  %-11s  %s", CLOCK.format(at.atZone(zone)), topic, words));
    }
}
