package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.LeadEvent;
import dev.drawdown.schemas.UsageEvent;
import dev.drawdown.schemas.json.JsonMismatchException;
import dev.drawdown.schemas.json.JsonReader;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/events}: usage and lead events, for those without a Kafka client. */
public final class EventRoutes {
    static final int MAX_EVENTS = 10_000;
    private static final int MAX_BYTES = 8 << 20;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final EventPort events;

    public EventRoutes(EventPort events) {
        this.events = events;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(Route.post("/v1/events", Audience.EVENT_SOURCES, Subject.NOBODY, this::take)
                .upTo(MAX_BYTES));
    }

    /** One of the batch: an event that can be sent, or why it cannot. */
    private record Item(String eventId, EventPort.@Nullable Event event, String why) {}

    private void take(Call call) {
        List<Item> items = items(call.body());
        List<EventPort.Event> sendable = new ArrayList<>();
        for (Item item : items) {
            if (item.event() != null) {
                sendable.add(item.event());
            }
        }
        List<@Nullable String> sent = events.send(sendable);
        if (sent == null) {
            call.context().header("Retry-After", RETRY_AFTER_SECONDS);
            throw new ProblemException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_EVENTS",
                    "Expected fewer events on their way to the broker, but there is no room for these; none of them was"
                            + " taken, send all of them again after " + RETRY_AFTER_SECONDS + " s.");
        }
        answer(call, items, sent);
    }

    private static List<Item> items(ObjectNode body) {
        JsonNode list = body.get("events");
        if (list == null || !list.isArray() || body.size() != 1) {
            throw Call.bad("INVALID_BODY", "Expected {\"events\": [...]}, but it is something else");
        }
        if (list.isEmpty() || list.size() > MAX_EVENTS) {
            throw Call.bad("INVALID_BODY", "Expected 1 to " + MAX_EVENTS + " events, but there are " + list.size());
        }
        List<Item> items = new ArrayList<>(list.size());
        for (JsonNode each : list) {
            items.add(item(each));
        }
        return items;
    }

    private static Item item(JsonNode json) {
        JsonNode usage = json.get("UsageEvent");
        JsonNode lead = json.get("LeadEvent");
        if (json.size() != 1 || (usage == null && lead == null)) {
            return new Item("", null, "Expected {\"UsageEvent\": {...}} or {\"LeadEvent\": {...}}, but it is neither.");
        }
        JsonNode fields = usage == null ? lead : usage;
        String eventId = fields.path("event_id").asText();
        try {
            var schema = usage == null ? LeadEvent.getClassSchema() : UsageEvent.getClassSchema();
            var _ = new JsonReader(Instant.EPOCH).read(schema, fields);
        } catch (JsonMismatchException e) {
            return new Item(eventId, null, String.valueOf(e.getMessage()));
        }
        String walletId = fields.path("wallet_id").asText();
        if (eventId.isBlank() || walletId.isBlank()) {
            return new Item(eventId, null, "Expected event_id and wallet_id to name something, but one is blank.");
        }
        EventPort.Kind kind = usage == null ? EventPort.Kind.LEAD : EventPort.Kind.USAGE;
        return new Item(eventId, new EventPort.Event(kind, walletId, (ObjectNode) fields), "");
    }

    private static void answer(Call call, List<Item> items, List<@Nullable String> sent) {
        ArrayNode results = Json.array();
        int next = 0;
        int refused = 0;
        int unknown = 0;
        for (Item item : items) {
            ObjectNode result = results.addObject().put("event_id", item.eventId());
            String failure = item.event() == null ? null : sent.get(next++);
            if (item.event() == null) {
                refused++;
                result.put("status", "REFUSED").put("message", item.why());
            } else if (failure != null) {
                unknown++;
                result.put("status", "UNKNOWN")
                        .put("message", "Expected the broker to take it, but " + failure + "; send it again as it is.");
            } else {
                result.put("status", "ACCEPTED");
            }
        }
        if (unknown > 0) {
            call.context().header("Retry-After", RETRY_AFTER_SECONDS);
            throw new ProblemException(new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "OUTCOME_UNKNOWN",
                    "Expected the broker to take every event, but of " + unknown
                            + " it is not known; send those again as they are, none counts twice.",
                    Map.of("results", results)));
        }
        call.answer(
                HttpStatus.OK,
                Json.object()
                        .put("accepted", items.size() - refused)
                        .put("refused", refused)
                        .set("results", results));
    }
}
