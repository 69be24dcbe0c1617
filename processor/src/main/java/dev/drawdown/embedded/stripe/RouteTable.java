package dev.drawdown.embedded.stripe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which function answers which method and path. */
final class RouteTable<R> {
    private final List<Entry<R>> entries = new ArrayList<>();

    private record Entry<R>(String method, List<String> path, R route) {}

    /** A route, and what stood in the variable places of the path. */
    record Match<R>(R route, Map<String, String> values) {}

    RouteTable<R> add(String method, String path, R route) {
        entries.add(new Entry<>(method, parts(path), route));
        return this;
    }

    @Nullable
    Match<R> find(String method, String path) {
        List<String> requested = parts(path);
        for (Entry<R> entry : entries) {
            Map<String, String> values = entry.method().equals(method) ? match(entry.path(), requested) : null;
            if (values != null) {
                return new Match<>(entry.route(), values);
            }
        }
        return null;
    }

    private static List<String> parts(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static @Nullable Map<String, String> match(List<String> path, List<String> requested) {
        if (path.size() != requested.size()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String part = path.get(i);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.length() - 1), requested.get(i));
            } else if (!part.equals(requested.get(i))) {
                return null;
            }
        }
        return values;
    }
}
