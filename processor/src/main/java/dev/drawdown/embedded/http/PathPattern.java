package dev.drawdown.embedded.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The path of a route, with parts in braces that stand for anything: {@code /subjects/{subject}/versions}. */
public final class PathPattern {
    private final List<String> parts;

    /** Reads a pattern that begins with a slash; a lone one is a path without parts. */
    public PathPattern(String pattern) {
        parts = pattern.equals("/") ? List.of() : List.of(pattern.substring(1).split("/", -1));
    }

    /** What stands in the places of the parts in braces, or null for another path. */
    public @Nullable Map<String, String> match(List<String> path) {
        if (path.size() != parts.size()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return null;
            }
        }
        return values;
    }
}
