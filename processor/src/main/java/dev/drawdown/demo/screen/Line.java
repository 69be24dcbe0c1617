package dev.drawdown.demo.screen;

/** One line of the screen, which knows its width without the escape codes and never grows beyond the terminal's. */
final class Line {
    private final Look look;
    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private int width;

    Line(Look look, int limit) {
        this.look = look;
        this.limit = limit;
    }

    Line add(String words) {
        return add(words, Tone.PLAIN);
    }

    Line add(String words, Tone tone) {
        String legible = look.legible(words);
        String fitting = legible.length() > limit - width ? legible.substring(0, limit - width) : legible;
        text.append(look.paint(fitting, tone));
        width += fitting.length();
        return this;
    }

    /** Goes on at {@code column}, or a space further where that is passed already. */
    Line to(int column) {
        return add(" ".repeat(width < column ? column - width : 1));
    }

    /** Adds {@code words} so that they end at {@code column}. */
    Line endingAt(int column, String words, Tone tone) {
        to(Math.max(column - words.length(), width + 1));
        return add(words, tone);
    }

    int width() {
        return width;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
