package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.embedded.stripe.ObjectStore.Change;
import dev.drawdown.embedded.stripe.ObjectStore.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request's view of the account and what it changes there; a session that is dropped has changed nothing. */
final class Session {
    private final ObjectStore store;
    private final IdMint ids;
    private final Instant now;
    private final String base;
    private final Origin origin;
    private final Map<String, ObjectNode> changed = new LinkedHashMap<>();
    private final List<String> removed = new ArrayList<>();

    /** Where a change comes from, as its events tell. */
    record Origin(@Nullable String requestId, @Nullable String idempotencyKey) {
        /** Nobody asked: its time had come. */
        static final Origin AUTOMATIC = new Origin(null, null);
    }

    Session(ObjectStore store, IdMint ids, Instant now, String base, Origin origin) {
        this.store = store;
        this.ids = ids;
        this.now = now;
        this.base = base;
        this.origin = origin;
    }

    Instant now() {
        return now;
    }

    long seconds() {
        return now.getEpochSecond();
    }

    /** Returns a page of the simulator's own, for people. */
    String page(String path) {
        return base + "/_simulator/" + path;
    }

    String mint(String prefix) {
        return ids.next(prefix);
    }

    /** Adds an object with the fields that all of Stripe's have. */
    ObjectNode create(String kind, String prefix) {
        ObjectNode object = Json.object().put("id", mint(prefix)).put("object", kind);
        object.put("created", seconds()).put("livemode", false);
        return put(object);
    }

    ObjectNode put(ObjectNode object) {
        changed.put(Json.text(object, "id"), object);
        return object;
    }

    /** Remembers to do something at an instant. */
    void later(Due what, String id, String detail, Duration in) {
        put(Json.object()
                .put("id", mint("_due_"))
                .put("object", Due.KIND)
                .put("at", now.plus(in).toEpochMilli())
                .put("what", what.name())
                .put("target", id)
                .put("detail", detail));
    }

    void remove(String id) {
        changed.remove(id);
        removed.add(id);
    }

    @Nullable
    ObjectNode find(String id) {
        if (removed.contains(id)) {
            return null;
        }
        ObjectNode own = changed.get(id);
        return own == null ? store.find(id) : own;
    }

    /** Returns an object to look at. */
    ObjectNode get(String kind, String id, String param) {
        ObjectNode found = find(id);
        if (found == null || !Json.text(found, "object").equals(kind)) {
            throw ApiRefusal.noSuch(kind, id, param);
        }
        return found;
    }

    /** Returns an object to change. */
    ObjectNode edit(String kind, String id, String param) {
        ObjectNode found = get(kind, id, param);
        return changed.containsKey(id) ? found : put(found.deepCopy());
    }

    /** Returns an object to change that must be there, since another one names it. */
    ObjectNode edit(String kind, String id) {
        return edit(kind, id, "id");
    }

    /** Returns the objects of a kind to look at, newest first. */
    List<ObjectNode> newestFirst(String kind) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode own : changed.values()) {
            if (Json.text(own, "object").equals(kind) && store.find(Json.text(own, "id")) == null) {
                found.addFirst(own);
            }
        }
        for (ObjectNode stored : store.newestFirst(kind)) {
            String id = Json.text(stored, "id");
            if (!removed.contains(id)) {
                found.add(changed.getOrDefault(id, stored));
            }
        }
        return found;
    }

    /** Says what has happened to an object, as it is now, to whoever listens. */
    void event(String type, ObjectNode object) {
        ObjectNode event = create("event", "evt_").put("api_version", Account.API_VERSION);
        event.putObject("data").set("object", Json.visible(object));
        event.put("type", type);
        event.putObject("request").put("id", origin.requestId()).put("idempotency_key", origin.idempotencyKey());
        int listeners = 0;
        for (ObjectNode endpoint : newestFirst(WebhookEndpoints.KIND)) {
            if (WebhookEndpoints.wants(endpoint, type)) {
                put(Delivery.first(mint("_delivery_"), event, endpoint, now));
                listeners++;
            }
        }
        event.put("pending_webhooks", listeners);
    }

    Change changes(@Nullable Kept kept) {
        return new Change(List.copyOf(changed.values()), List.copyOf(removed), kept);
    }
}
