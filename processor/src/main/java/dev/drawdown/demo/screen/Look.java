package dev.drawdown.demo.screen;

import java.nio.charset.Charset;

/**
 * What the place that is written to can show.
 *
 * @param colours whether escape codes for colours are understood and wanted
 * @param symbols whether it shows more than ASCII
 */
record Look(boolean colours, boolean symbols) {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = "_.-~=+*#";
    private static final String PARTS = " ▏▎▍▌▋▊▉";

    static Look of(Charset charset, boolean colours) {
        return new Look(colours, charset.newEncoder().canEncode(BARS + PARTS + "·−✓"));
    }

    String paint(String text, Tone tone) {
        return colours ? tone.paint(text) : text;
    }

    /** Returns {@code text} as it can be shown. */
    String legible(String text) {
        if (symbols) {
            return text;
        }
        return text.replace('−', '-')
                .replace('·', '|')
                .replace('→', '>')
                .replace('✓', '=')
                .chars()
                .collect(
                        StringBuilder::new,
                        (out, character) -> out.append(character < 128 ? (char) character : '?'),
                        StringBuilder::append)
                .toString();
    }

    /** Returns a bar that is filled to {@code share}, from 0 to 1. */
    String bar(double share, int width) {
        double filled = Math.clamp(share, 0, 1) * width;
        int whole = (int) filled;
        StringBuilder bar = new StringBuilder((symbols ? "█" : "#").repeat(whole));
        if (symbols && whole < width) {
            int eighths = (int) ((filled - whole) * 8);
            if (eighths > 0) {
                bar.append(PARTS.charAt(eighths));
            }
        }
        return bar.append((symbols ? " " : ".").repeat(width - bar.length())).toString();
    }

    /** Returns one small column per value. */
    String spark(long[] values) {
        long most = 1;
        for (long value : values) {
            most = Math.max(most, value);
        }
        String bars = symbols ? BARS : ASCII_BARS;
        StringBuilder spark = new StringBuilder(values.length);
        for (long value : values) {
            spark.append(bars.charAt((int) (value * (bars.length() - 1) / most)));
        }
        return spark.toString();
    }
}
