package dev.drawdown.embedded.stripe;

import dev.drawdown.embedded.http.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which function answers which method and path. */
final class RouteTable<R> {
    private final List<Entry<R>> entries = new ArrayList<>();

    private record Entry<R>(String method, PathPattern path, R route) {}

    /** A route, and what stood in the variable places of the path. */
    record Match<R>(R route, Map<String, String> values) {}

    RouteTable<R> add(String method, String path, R route) {
        entries.add(new Entry<>(method, new PathPattern(path), route));
        return this;
    }

    @Nullable
    Match<R> find(String method, String path) {
        List<String> requested = List.of(path.substring(1).split("/", -1));
        for (Entry<R> entry : entries) {
            Map<String, String> values =
                    entry.method().equals(method) ? entry.path().match(requested) : null;
            if (values != null) {
                return new Match<>(entry.route(), values);
            }
        }
        return null;
    }
}
