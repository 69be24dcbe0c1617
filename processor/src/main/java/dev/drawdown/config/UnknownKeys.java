package dev.drawdown.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds settings that nobody knows: a misspelt one would otherwise be ignored in silence. */
final class UnknownKeys {
    private static final Set<String> KNOWN =
            Stream.of(Setting.values()).map(Setting::key).collect(Collectors.toUnmodifiableSet());

    private UnknownKeys() {}

    static List<String> problems(Set<String> keys) {
        List<String> problems = new ArrayList<>();
        for (String key : new TreeSet<>(keys)) {
            if (!KNOWN.contains(key) && !key.startsWith(KafkaSettings.PREFIX)) {
                problems.add(unknown(key, Spelling.nearest(key, KNOWN)));
            }
        }
        return problems;
    }

    static String unknown(String key, @Nullable String nearest) {
        return key + ": Expected a setting that exists, but this one is unknown"
                + (nearest == null ? "" : "; did you mean " + nearest + "?");
    }
}
