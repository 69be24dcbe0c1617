package dev.drawdown.launch;

import dev.drawdown.demo.screen.Terminal;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Says how far the start has come, and in the end how long each part of it took, counted from the JVM's own start. */
final class StartUp {
    private final Terminal terminal;
    private final List<Phase> phases = new ArrayList<>();
    private final long startedAtMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
    private long lastMillis = startedAtMillis;

    private record Phase(String name, long millis) {
        @Override
        public String toString() {
            return name + " " + seconds(millis);
        }
    }

    StartUp(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Says that the phase which has just ended was {@code name}, and what comes next. */
    void ended(String name, String next) {
        ended(name);
        terminal.progress("Starting: " + next + " ...");
    }

    /** Says that the phase which has just ended was {@code name}, and the last. */
    synchronized void ended(String name) {
        long now = System.currentTimeMillis();
        phases.add(new Phase(name, now - lastMillis));
        lastMillis = now;
    }

    /** Returns how long all of it took, and each part. */
    synchronized String summary() {
        StringJoiner parts = new StringJoiner(", ", " (", ")");
        phases.forEach(phase -> parts.add(phase.toString()));
        return "after " + seconds(lastMillis - startedAtMillis) + parts;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
}
