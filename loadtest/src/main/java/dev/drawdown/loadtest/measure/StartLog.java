package dev.drawdown.loadtest.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the processor's own log says of how long each part of its starts took. */
public final class StartLog {
    private static final Pattern START =
            Pattern.compile("The engine processes .* after the start of the JVM: ([^;]*);");
    private static final Pattern PART = Pattern.compile("([a-z]+) ([0-9.]+) s");

    private StartLog() {}

    /** Of each start that has come to its end, the parts in their order and their seconds. */
    public static List<Map<String, Double>> read(Path file) {
        List<Map<String, Double>> starts = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher start = START.matcher(line);
                if (start.find()) {
                    Map<String, Double> parts = new LinkedHashMap<>();
                    PART.matcher(start.group(1))
                            .results()
                            .forEach(part -> parts.put(part.group(1), Double.parseDouble(part.group(2))));
                    starts.add(parts);
                }
            }
        } catch (IOException none) {
            return List.of();
        }
        return starts;
    }
}
