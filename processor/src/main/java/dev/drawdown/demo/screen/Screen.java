package dev.drawdown.demo.screen;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the scoreboard until it is closed: drawn over on a terminal, line after line in a log. */
public final class Screen implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Screen.class);
    private static final long REDRAW_MILLIS = 250;
    private static final int SUMMARY_EVERY = 20;

    private final Terminal terminal;
    private final Scoreboard scoreboard;
    private final Clock clock;
    private final LiveBlock block;
    private final PlainLog lines;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("demo-screen").daemon().unstarted(task));
    private long ticks;
    private long reported;

    private Screen(Terminal terminal, Scoreboard scoreboard, Clock clock) {
        this.terminal = terminal;
        this.scoreboard = scoreboard;
        this.clock = clock;
        this.block = new LiveBlock(terminal.look(), ZoneId.systemDefault());
        this.lines = new PlainLog(terminal.look(), ZoneId.systemDefault());
    }

    /** Begins to show {@code scoreboard}. */
    public static Screen show(Terminal terminal, Scoreboard scoreboard, Clock clock) {
        Screen screen = new Screen(terminal, scoreboard, clock);
        screen.timer.execute(screen::tick);
        return screen;
    }

    private void tick() {
        try {
            show();
        } catch (RuntimeException unexpected) {
            // A frame that cannot be drawn is a pity; the debits behind it go on.
            log.warn("Cannot show how things stand", unexpected);
        } finally {
            if (!timer.isShutdown()) {
                var _ = timer.schedule(this::tick, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void show() {
        Instant now = clock.instant();
        if (terminal.isLive()) {
            terminal.draw(block.draw(scoreboard.picture(now), terminal.width(), terminal.height()));
            return;
        }
        Picture picture = scoreboard.picture(now);
        long count = scoreboard.newsCount();
        List<News> news = picture.news();
        int fresh = (int) Math.min(count - reported, news.size());
        reported = count;
        news.subList(news.size() - fresh, news.size()).forEach(item -> terminal.print(lines.news(item)));
        if (ticks++ % SUMMARY_EVERY == SUMMARY_EVERY - 1) {
            terminal.print(lines.summary(picture, now));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.leave();
    }
}
