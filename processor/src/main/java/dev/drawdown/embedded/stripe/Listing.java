package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A page of a list, newest first: {@code limit}, {@code starting_after}, {@code ending_before}, {@code created}. */
final class Listing {
    private static final int USUAL_LIMIT = 10;
    private static final int MOST = 100;

    private Listing() {}

    /** The parameters of every list, and those by which this one is narrowed. */
    static void only(ApiRequest request, String... filters) {
        List<String> known = new ArrayList<>(List.of("limit", "starting_after", "ending_before", "created"));
        known.addAll(List.of(filters));
        request.params().only(known.toArray(String[]::new));
    }

    /** Keeps what has the given value in a field, or everything where none is given. */
    static Predicate<ObjectNode> where(ApiRequest request, String field) {
        String wanted = request.params().text(field);
        return object -> wanted == null || Json.text(object, field).equals(wanted);
    }

    static Answer page(Session session, String kind, ApiRequest request, Predicate<ObjectNode> filter) {
        List<ObjectNode> all = new ArrayList<>();
        Predicate<ObjectNode> wanted = filter.and(created(request.params()));
        for (ObjectNode object : session.newestFirst(kind)) {
            if (wanted.test(object)) {
                all.add(object);
            }
        }
        return Answer.ok(page(all, request));
    }

    private static ObjectNode page(List<ObjectNode> all, ApiRequest request) {
        Params params = request.params();
        int limit = (int) params.integer("limit", USUAL_LIMIT);
        if (limit < 1 || limit > MOST) {
            throw ApiRefusal.invalid(null, "limit", "Expected a limit from 1 to 100, but it is " + limit);
        }
        String before = params.text("ending_before");
        if (before != null) {
            int end = position(all, before, "ending_before");
            int start = Math.max(0, end - limit);
            return Json.list(request.path(), all.subList(start, end), start > 0);
        }
        String after = params.text("starting_after");
        int start = after == null ? 0 : position(all, after, "starting_after") + 1;
        int end = Math.min(all.size(), start + limit);
        return Json.list(request.path(), all.subList(start, end), end < all.size());
    }

    private static int position(List<ObjectNode> all, String id, String param) {
        for (int i = 0; i < all.size(); i++) {
            if (Json.text(all.get(i), "id").equals(id)) {
                return i;
            }
        }
        throw ApiRefusal.invalid("resource_missing", param, "Expected an object of this list, but got '" + id + "'");
    }

    private static Predicate<ObjectNode> created(Params params) {
        if (!params.has("created")) {
            return object -> true;
        }
        if (params.tree().path("created").isTextual()) {
            long exactly = params.integer("created", 0);
            return object -> object.path("created").asLong() == exactly;
        }
        Params range = params.inside("created").only("gt", "gte", "lt", "lte");
        return object -> {
            long created = object.path("created").asLong();
            return created > range.integer("gt", Long.MIN_VALUE)
                    && created >= range.integer("gte", Long.MIN_VALUE)
                    && created < range.integer("lt", Long.MAX_VALUE)
                    && created <= range.integer("lte", Long.MAX_VALUE);
        };
    }
}
