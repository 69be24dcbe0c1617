package dev.drawdown.launch;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says how far something long has come: on a terminal in one line that is drawn over, elsewhere now and then. */
final class ProgressLine {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int BAR = 30;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean isLive;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private long shownAt;
    private boolean isShown;

    /**
     * Starts its clock; in the first two seconds nothing is shown.
     *
     * @param isLive whether lines can be drawn over
     */
    ProgressLine(PrintWriter out, boolean isLive, LongSupplier nanoTime) {
        this.out = out;
        this.isLive = isLive;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    /** So many are behind, of nobody knows how many. */
    void count(String what, long done) {
        if (isDue()) {
            show(String.format(Locale.ROOT, "%-8s %,d", what, done));
        }
    }

    /** So many of so many are behind. */
    void share(String what, long done, long total) {
        if (isDue()) {
            double share = total <= 0 ? 1 : Math.min(1, (double) done / total);
            int filled = (int) (share * BAR);
            String bar = "#".repeat(filled) + ".".repeat(BAR - filled);
            show(String.format(Locale.ROOT, "%-8s %s %3.0f %%  %,d of %,d", what, bar, 100 * share, done, total));
        }
    }

    private boolean isDue() {
        long now = nanoTime.getAsLong();
        long pause = isLive ? REDRAW_NANOS : LOG_NANOS;
        return now - startedAt >= QUIET_NANOS && (!isShown || now - shownAt >= pause);
    }

    private void show(String line) {
        if (isLive) {
            out.print(CLEAR_LINE + line);
        } else {
            out.println(line);
        }
        out.flush();
        isShown = true;
        shownAt = nanoTime.getAsLong();
    }

    /** Leaves no trace of itself on a terminal. */
    void end() {
        if (isLive && isShown) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
