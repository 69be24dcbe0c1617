package dev.drawdown.demo.screen;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The place that the demo writes to: a terminal, where a block can be drawn over, or a plain stream of lines. */
public final class Terminal {
    private static final int USUAL_WIDTH = 100;
    private static final int USUAL_HEIGHT = 40;
    private static final long SIZE_CHECK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String LINE_UP_TO_START = "\u001b[%dF";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final PrintStream out;
    private final boolean live;
    private final Look look;
    private int drawn;
    private int width = USUAL_WIDTH;
    private int height = USUAL_HEIGHT;
    private long sizeCheckedAt;
    private boolean sizeKnown;

    Terminal(PrintStream out, boolean live, Look look) {
        this.out = out;
        this.live = live;
        this.look = look;
    }

    /** Returns what standard output is. */
    @SuppressWarnings("SystemConsoleNull") // From JDK 25 on it is null again where there is no terminal.
    public static Terminal ofStandardOutput(Map<String, String> environment) {
        Console console = System.console();
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean live = console != null && console.isTerminal() && !dumb;
        // https://no-color.org: set to anything but nothing.
        boolean colours = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(System.out, live, Look.of(System.out.charset(), colours));
    }

    boolean isLive() {
        return live;
    }

    Look look() {
        return look;
    }

    int width() {
        checkSize();
        return width;
    }

    int height() {
        checkSize();
        return height;
    }

    /** Writes a line that stays. */
    public synchronized void print(String line) {
        erase();
        out.println(look.legible(line));
        out.flush();
    }

    /** Says what is going on: on a terminal only until something else is written. */
    public void progress(String line) {
        if (live) {
            draw(List.of(look.legible(line)));
        } else {
            print(line);
        }
    }

    /** Draws the block where the last one was. */
    synchronized void draw(List<String> block) {
        StringBuilder frame = new StringBuilder(HIDE_CURSOR);
        if (drawn > 0) {
            frame.append(LINE_UP_TO_START.formatted(drawn));
        }
        for (String line : block) {
            frame.append(line).append(CLEAR_LINE_END).append('\n');
        }
        out.print(frame.append(CLEAR_BELOW));
        out.flush();
        drawn = block.size();
    }

    /** Leaves the last block where it is, and the cursor visible below it. */
    synchronized void leave() {
        if (live) {
            out.print(SHOW_CURSOR);
            out.flush();
        }
        drawn = 0;
    }

    private void erase() {
        if (drawn > 0) {
            out.print(LINE_UP_TO_START.formatted(drawn) + CLEAR_BELOW);
            drawn = 0;
        }
    }

    /** Asks again now and then, since windows are resized. */
    private void checkSize() {
        long now = System.nanoTime();
        if (!live || (sizeKnown && now - sizeCheckedAt < SIZE_CHECK_NANOS)) {
            return;
        }
        sizeCheckedAt = now;
        sizeKnown = true;
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", 2);
            if (size.length == 2 && Integer.parseInt(size[0]) > 0 && Integer.parseInt(size[1]) > 0) {
                height = Integer.parseInt(size[0]);
                width = Integer.parseInt(size[1]);
            }
        } catch (IOException | NumberFormatException unknown) {
            // A terminal without stty gets the usual size.
            sizeCheckedAt = Long.MAX_VALUE / 2;
        }
    }
}
