package dev.drawdown.demo.screen;

/** One wallet in a row: who, what for, what is available, as a figure and a bar, its level and its gate. */
final class WalletRow {
    static final int NAME_WIDTH = 27;

    private static final int USE_WIDTH = 15;
    private static final int CURRENCY_WIDTH = 4;
    private static final int AMOUNT_WIDTH = 11;
    private static final int LEVEL_WIDTH = 10;
    private static final int GATE_WIDTH = 6;
    private static final int WITHOUT_BAR = NAME_WIDTH + CURRENCY_WIDTH + AMOUNT_WIDTH + LEVEL_WIDTH + GATE_WIDTH;
    private static final int LEAST_BAR = 6;
    private static final int MOST_BAR = 32;

    private WalletRow() {}

    private record Columns(int use, int currency, int amountEnd, int bar, int barWidth, int level, int gate) {
        /** Leaves out what a narrow terminal has no room for: first what the wallet is for, then the bar. */
        static Columns at(int start, int width) {
            int spare = width - WITHOUT_BAR - 2;
            int use = spare >= USE_WIDTH + LEAST_BAR ? USE_WIDTH : 0;
            int barWidth = spare - use < LEAST_BAR ? 0 : Math.min(spare - use, MOST_BAR);
            int currency = start + NAME_WIDTH + use;
            int amountEnd = currency + CURRENCY_WIDTH + AMOUNT_WIDTH;
            int bar = amountEnd + 1;
            int level = bar + barWidth + (barWidth == 0 ? 0 : 1);
            return new Columns(
                    use == 0 ? -1 : start + NAME_WIDTH, currency, amountEnd, bar, barWidth, level, level + LEVEL_WIDTH);
        }
    }

    static void heading(Line line, int start, int width) {
        Columns columns = Columns.at(start, width);
        begin(line, start);
        line.add("wallet", Tone.DIM);
        if (columns.use >= 0) {
            line.to(columns.use).add("for", Tone.DIM);
        }
        line.endingAt(columns.amountEnd, "available", Tone.DIM);
        line.to(columns.level).add("level", Tone.DIM);
        line.to(columns.gate).add("gate", Tone.DIM);
    }

    static void add(Line line, Look look, Standing wallet, int start, int width) {
        Columns columns = Columns.at(start, width);
        begin(line, start);
        line.add(fit(wallet.name(), NAME_WIDTH - 1));
        if (columns.use >= 0) {
            line.to(columns.use).add(fit(wallet.use(), USE_WIDTH - 1), Tone.DIM);
        }
        Tone level = Tone.ofLevel(wallet.level());
        line.to(columns.currency).add(wallet.currency(), Tone.DIM);
        line.endingAt(columns.amountEnd, Money.cents(wallet.availableMicros()), Tone.STRONG);
        if (columns.barWidth > 0) {
            line.to(columns.bar);
            line.add(wallet.share() < 0 ? "" : look.bar(wallet.share(), columns.barWidth), level);
        }
        line.to(columns.level).add(wallet.level(), level);
        line.to(columns.gate).add(wallet.gate(), Tone.ofGate(wallet.gate()));
    }

    /** Returns {@code text} in at most {@code width} columns. */
    static String fit(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + ".";
    }

    private static void begin(Line line, int start) {
        if (start > 0) {
            line.to(start);
        }
    }
}
