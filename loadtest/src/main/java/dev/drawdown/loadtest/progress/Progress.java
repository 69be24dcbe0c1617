package dev.drawdown.loadtest.progress;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Says how far the phase at hand has come. */
public final class Progress {
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BAR = 30;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean live;
    private final boolean blocks;
    private String phase = "";
    private long startedAt;
    private long shownAt;
    private long shownDone;

    public Progress(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
        this.blocks = out.charset().newEncoder().canEncode('█');
    }

    /** On standard output. */
    @SuppressWarnings("SystemConsoleNull") // From JDK 25 on it is null again where there is no terminal.
    public static Progress ofStandardOutput(Map<String, String> environment) {
        Console console = System.console();
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Progress(System.out, console != null && console.isTerminal() && !dumb);
    }

    /** A new phase begins. */
    public synchronized void begin(String name) {
        phase = name;
        startedAt = System.nanoTime();
        shownAt = live ? 0 : startedAt;
        shownDone = 0;
        if (live) {
            out.print(CLEAR_LINE + name + " ...");
            out.flush();
        }
    }

    /** Whether {@link #show} would show anything: what it takes to know may cost something. */
    public synchronized boolean isDue() {
        return System.nanoTime() - shownAt >= (live ? REDRAW_NANOS : LOG_NANOS);
    }

    /** So much of it is done; shown only now and then. */
    public synchronized void show(long done, long total, String more) {
        if (!isDue()) {
            return;
        }
        long now = System.nanoTime();
        double rate = (done - shownDone) * 1e9 / Math.max(1, now - (shownAt == 0 ? startedAt : shownAt));
        String text = line(phase, done, total, rate, more);
        if (live) {
            out.print(CLEAR_LINE + text);
        } else {
            out.println(text);
        }
        out.flush();
        shownAt = now;
        shownDone = done;
    }

    String line(String name, long done, long total, double rate, String more) {
        double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
        int filled = (int) (share * BAR);
        String bar = (blocks ? "█" : "#").repeat(filled) + (blocks ? "░" : ".").repeat(BAR - filled);
        return String.format(
                Locale.ROOT,
                "%-22s %s %3.0f %%  %,d of %,d  %,.0f/s%s",
                name,
                bar,
                100 * share,
                done,
                total,
                rate,
                more);
    }

    /** The phase is over; the line stays. */
    public synchronized void end(String summary) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        String took = String.format(Locale.ROOT, " (%.1f s)", seconds);
        out.println((live ? CLEAR_LINE : "") + phase + ": " + summary + took);
        out.flush();
    }

    /** A line that stays. */
    public synchronized void say(String line) {
        out.println((live ? CLEAR_LINE : "") + line);
        out.flush();
    }
}
