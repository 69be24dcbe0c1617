package dev.drawdown.api;

import io.javalin.http.HandlerType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One way into the API, with all that is checked before its own code runs.
 *
 * @param path with parameters in braces
 * @param audience who may call it
 * @param subject whose it is, for customers
 * @param query the parameters that it knows; any other is refused
 * @param maxBodyBytes 0 where it takes no body
 */
public record Route(
        HandlerType method,
        String path,
        Audience audience,
        Subject subject,
        Set<String> query,
        int maxBodyBytes,
        RouteHandler handler) {
    /** A command is a few hundred bytes; with a thousand budgets or invoice lines it is less than this. */
    private static final int COMMAND_BYTES = 256 << 10;

    public Route {
        query = Set.copyOf(query);
        if (audience.includes(AccessRole.CUSTOMER) && subject == Subject.NOBODY) {
            throw new IllegalArgumentException(
                    "Expected " + method + " " + path + " to say whose it is, since customers may call it");
        }
        if (subject == Subject.QUERIED_OWNER && !query.contains("owner_id")) {
            throw new IllegalArgumentException(
                    "Expected " + method + " " + path + " to take owner_id, but it does not");
        }
    }

    /** A route that reads. */
    public static Route get(String path, Audience audience, Subject subject, RouteHandler handler) {
        Set<String> query = subject == Subject.QUERIED_OWNER ? Set.of("owner_id") : Set.of();
        return new Route(HandlerType.GET, path, audience, subject, query, 0, handler);
    }

    /** A route that does something. */
    public static Route post(String path, Audience audience, Subject subject, RouteHandler handler) {
        return new Route(HandlerType.POST, path, audience, subject, Set.of(), COMMAND_BYTES, handler);
    }

    /** A route that puts something in its place. */
    public static Route put(String path, Audience audience, Subject subject, RouteHandler handler) {
        return new Route(HandlerType.PUT, path, audience, subject, Set.of(), COMMAND_BYTES, handler);
    }

    /** A route that changes some of something. */
    public static Route patch(String path, Audience audience, Subject subject, RouteHandler handler) {
        return new Route(HandlerType.PATCH, path, audience, subject, Set.of(), COMMAND_BYTES, handler);
    }

    /** A route that removes something. */
    public static Route delete(String path, Audience audience, Subject subject, RouteHandler handler) {
        return new Route(HandlerType.DELETE, path, audience, subject, Set.of(), 0, handler);
    }

    /** Returns the same route, with more parameters in its query. */
    public Route taking(String... names) {
        Set<String> all = new HashSet<>(query);
        all.addAll(List.of(names));
        return new Route(method, path, audience, subject, all, maxBodyBytes, handler);
    }

    /** Returns the same route, with larger bodies. */
    public Route upTo(int bytes) {
        return new Route(method, path, audience, subject, query, bytes, handler);
    }
}
