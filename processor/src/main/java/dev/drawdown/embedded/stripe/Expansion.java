package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Puts objects in the places of their ids, where {@code expand} asks for it. */
final class Expansion {
    private static final int DEEPEST = 4;
    private static final int MOST = 20;

    private final Session session;

    private Expansion(Session session) {
        this.session = session;
    }

    static ObjectNode of(Session session, ObjectNode answer, List<String> paths) {
        ObjectNode expanded = Json.visible(answer);
        if (paths.size() > MOST) {
            throw ApiRefusal.invalid(null, "expand", "Expected at most 20 fields to expand, but got " + paths.size());
        }
        for (String path : paths) {
            List<String> names = List.of(path.split("\\.", -1));
            // A list's own `data` does not count.
            if (names.size() > DEEPEST + (names.getFirst().equals("data") ? 1 : 0)) {
                throw ApiRefusal.invalid(null, "expand", "Expected at most four levels, but got " + path);
            }
            new Expansion(session).expand(expanded, names, path);
        }
        return expanded;
    }

    private void expand(JsonNode at, List<String> names, String path) {
        if (names.isEmpty() || at.isNull()) {
            return;
        }
        if (at instanceof ArrayNode list) {
            list.forEach(element -> expand(element, names, path));
            return;
        }
        if (!(at instanceof ObjectNode object)) {
            throw cannot(path);
        }
        String name = names.getFirst();
        include(object, name);
        JsonNode value = object.path(name);
        if (value.isTextual()) {
            ObjectNode found = session.find(value.textValue());
            if (found == null) {
                throw cannot(path);
            }
            value = object.set(name, Json.visible(found)).path(name);
        } else if (!value.isContainerNode() && !value.isNull()) {
            throw cannot(path);
        }
        expand(value, names.subList(1, names.size()), path);
    }

    /** Adds the lists that Stripe leaves out unless asked for. */
    private void include(ObjectNode object, String name) {
        String kind = Json.text(object, "object");
        String id = Json.text(object, "id");
        if (kind.equals("charge") && name.equals("refunds") && !object.has("refunds")) {
            object.set("refunds", of("refund", "charge", id, "/v1/charges/" + id + "/refunds"));
        }
        if (kind.equals("invoice") && name.equals("payments") && !object.has("payments")) {
            object.set("payments", of("invoice_payment", "invoice", id, "/v1/invoice_payments"));
        }
    }

    private ObjectNode of(String kind, String field, String id, String url) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode candidate : session.newestFirst(kind)) {
            if (Json.text(candidate, field).equals(id)) {
                found.add(Json.visible(candidate));
            }
        }
        return Json.list(url, found, false);
    }

    private static ApiRefusal cannot(String path) {
        return ApiRefusal.invalid(null, "expand", "Expected a field that can be expanded, but got " + path);
    }
}
