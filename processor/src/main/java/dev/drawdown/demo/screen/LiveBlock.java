package dev.drawdown.demo.screen;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws a picture as a block of lines that fits the terminal: figures, wallets, news, and the proof at the foot. */
final class LiveBlock {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int LABEL = 11;
    private static final int LEAST_WIDTH = 40;
    private static final int TWO_COLUMNS_FROM = 136;
    private static final int COLUMN_GAP = 3;
    private static final int MOST_NEWS = 8;
    private static final int LEAST_NEWS = 3;

    private final Look look;
    private final ZoneId zone;

    LiveBlock(Look look, ZoneId zone) {
        this.look = look;
        this.zone = zone;
    }

    /** Returns the lines, none wider than {@code width}, fewer than {@code height}. */
    List<String> draw(Picture picture, int width, int height) {
        // The last column stays free: some terminals wrap when it is written.
        int usable = Math.max(width - 1, LEAST_WIDTH);
        List<String> head = head(picture, usable);
        List<String> foot = foot(picture, usable);
        int room = height - 1 - head.size() - foot.size();
        int columns = usable >= TWO_COLUMNS_FROM ? 2 : 1;
        int rowsWanted = Math.ceilDiv(picture.wallets().size(), columns);
        int newsRows = Math.clamp(Math.max(room - rowsWanted - 4L, room / 5), LEAST_NEWS, MOST_NEWS);
        int walletRows = Math.clamp(room - newsRows - 4L, 1, Math.max(1, rowsWanted));

        List<String> block = new ArrayList<>(head);
        block.add("");
        block.addAll(wallets(picture.wallets(), usable, columns, walletRows));
        block.add("");
        block.addAll(news(picture.news(), usable, newsRows));
        block.addAll(foot);
        return block.size() < height ? block : block.subList(0, Math.max(1, height - 1));
    }

    private List<String> head(Picture picture, int width) {
        Picture.Flow flow = picture.flow();
        long[] perSecond = flow.perSecond().stream().mapToLong(Long::longValue).toArray();
        List<String> head = new ArrayList<>();
        head.add(line(width)
                .add("Drawdown demo", Tone.TITLE)
                .add("  " + clock(picture.uptime()) + "  ", Tone.DIM)
                .add(picture.wallets().size() + " wallets: ")
                .add(picture.walletsWithGate("OPEN") + " open", Tone.ofGate("OPEN"))
                .add(", ")
                .add(picture.walletsWithGate("GRACE") + " in grace", Tone.ofGate("GRACE"))
                .add(", ")
                .add(picture.walletsWithGate("PAUSED") + " paused", Tone.ofGate("PAUSED"))
                .add("  (Ctrl-C ends it)", Tone.DIM)
                .toString());
        head.add("");
        Line rate = label(width, "debits")
                .add(String.format(Locale.ROOT, "%,.0f/s", flow.debitsPerSecond()), Tone.STRONG)
                .add("  ")
                .add(look.spark(perSecond), Tone.NOTICE)
                .add("  ")
                .add(count(flow.debits()), Tone.STRONG)
                .add(" so far");
        if (flow.medianMillis() >= 0) {
            rate.add(" · event → ledger ")
                    .add(flow.medianMillis() + " ms", Tone.STRONG)
                    .add(", p99 " + flow.p99Millis() + " ms");
        }
        if (flow.lag() >= 0) {
            rate.add(" · lag ").add(count(flow.lag()), Tone.STRONG);
        }
        head.add(rate.toString());
        head.add(spent(picture, width));
        head.add(incidents(picture, width));
        return head;
    }

    private String spent(Picture picture, int width) {
        Line spent = label(width, "spent");
        picture.debitedMicros()
                .forEach((currency, micros) ->
                        spent.add(Money.cents(micros), Tone.STRONG).add(" " + currency + "   "));
        return spent.toString();
    }

    private String incidents(Picture picture, int width) {
        Picture.Incidents incidents = picture.incidents();
        return label(width, "aside")
                .add(count(incidents.duplicates()), Tone.STRONG)
                .add(" duplicates ignored · ")
                .add(count(incidents.deadLetters()), Tone.STRONG)
                .add(" dead letters · ")
                .add(count(incidents.heldBack()), Tone.STRONG)
                .add(" held back by gates · ")
                .add(count(incidents.refused()), Tone.STRONG)
                .add(" commands refused")
                .toString();
    }

    private List<String> wallets(List<Standing> all, int width, int columns, int rows) {
        List<Standing> shown = mostUrgent(all, rows * columns);
        int column = columns == 1 ? width : (width - COLUMN_GAP) / 2;
        List<String> lines = new ArrayList<>();
        Line heading = line(width);
        for (int i = 0; i < columns; i++) {
            WalletRow.heading(heading, i * (column + COLUMN_GAP), column);
        }
        lines.add(heading.toString());
        for (int row = 0; row < Math.min(rows, shown.size()); row++) {
            Line line = line(width);
            for (int i = 0; i < columns; i++) {
                int index = i * rows + row;
                if (index < shown.size()) {
                    WalletRow.add(line, look, shown.get(index), i * (column + COLUMN_GAP), column);
                }
            }
            lines.add(line.toString());
        }
        if (shown.size() < all.size()) {
            lines.add(line(width)
                    .add("and " + (all.size() - shown.size()) + " more that need less attention", Tone.DIM)
                    .toString());
        }
        return lines;
    }

    /** Picks by urgency but keeps the order, so that rows do not jump about while one looks at them. */
    private static List<Standing> mostUrgent(List<Standing> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        Set<Standing> picked = new HashSet<>(all.stream()
                .sorted(Comparator.comparingInt(Standing::urgency).reversed())
                .limit(most)
                .toList());
        return all.stream().filter(picked::contains).toList();
    }

    private List<String> news(List<News> all, int width, int rows) {
        List<String> lines = new ArrayList<>();
        int nameColumn = 22;
        int wordsColumn = nameColumn + WalletRow.NAME_WIDTH;
        for (News item : all.subList(Math.max(0, all.size() - rows), all.size())) {
            lines.add(line(width)
                    .add(CLOCK.format(item.at().atZone(zone)), Tone.DIM)
                    .to(10)
                    .add(item.topic(), Tone.DIM)
                    .to(nameColumn)
                    .add(WalletRow.fit(item.who(), WalletRow.NAME_WIDTH - 1))
                    .to(wordsColumn)
                    .add(item.words(), item.tone())
                    .toString());
        }
        while (lines.size() < rows) {
            lines.add("");
        }
        return lines;
    }

    private List<String> foot(Picture picture, int width) {
        List<String> foot = new ArrayList<>();
        foot.add("");
        for (Conservation.Sum sum : picture.sums()) {
            boolean even = sum.differenceMicros() == 0 && picture.gaps() == 0;
            foot.add(label(width, foot.size() == 1 ? "conserved" : "")
                    .add(sum.currency() + "  credits ")
                    .add(Money.cents(sum.creditMicros()), Tone.STRONG)
                    .add(" − debits ")
                    .add(Money.cents(sum.debitMicros()), Tone.STRONG)
                    .add(" − balances ")
                    .add(Money.cents(sum.balanceMicros()), Tone.STRONG)
                    .add(" = ")
                    .add(Money.exact(sum.differenceMicros()) + (even ? " ✓" : " BROKEN"), even ? Tone.GOOD : Tone.BAD)
                    .toString());
        }
        if (picture.gaps() > 0) {
            foot.add(label(width, "")
                    .add(picture.gaps() + " gaps in the sequence of entries", Tone.BAD)
                    .toString());
        }
        return foot;
    }

    private Line label(int width, String label) {
        return line(width).add(label, Tone.DIM).to(LABEL);
    }

    private Line line(int width) {
        return new Line(look, width);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String clock(Duration uptime) {
        return "%02d:%02d:%02d".formatted(uptime.toHours(), uptime.toMinutesPart(), uptime.toSecondsPart());
    }
}
