package dev.drawdown.loadtest.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM's own log says of its garbage collections. */
public final class GcLog {
    private static final Pattern PAUSE = Pattern.compile("Pause .* \\d+M->(\\d+)M\\((\\d+)M\\) ([0-9.]+)ms$");

    private GcLog() {}

    /**
     * The sum of it.
     *
     * @param heapAfterMebibytes the most that was in use after a collection
     */
    public record Summary(int pauses, double pausedMillis, double longestMillis, long heapAfterMebibytes) {}

    /** The options that make a JVM write one. */
    public static List<String> options(Path file) {
        return List.of("-Xlog:gc:file=" + file + ":uptime:filecount=0");
    }

    public static Summary read(Path file) {
        int pauses = 0;
        double paused = 0;
        double longest = 0;
        long heap = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = PAUSE.matcher(line);
                if (matcher.find()) {
                    double millis = Double.parseDouble(matcher.group(3));
                    pauses++;
                    paused += millis;
                    longest = Math.max(longest, millis);
                    heap = Math.max(heap, Long.parseLong(matcher.group(1)));
                }
            }
        } catch (IOException none) {
            return new Summary(0, 0, 0, 0);
        }
        return new Summary(pauses, paused, longest, heap);
    }
}
