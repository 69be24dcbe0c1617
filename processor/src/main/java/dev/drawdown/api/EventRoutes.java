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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/events}: usage and lead events, for those without a Kafka client. */
public final class EventRoutes {
    static final int MAX_EVENTS = 10_000;
    private static final int MAX_BYTES = 8 << 20;

    /** What is read takes several times as much memory as its bytes, and keeps it until the broker has answered. */
    private static final int MAX_BYTES_UNDER_WAY = 64 << 20;

    private static final String RETRY_AFTER_SECONDS = "1";

    private final EventPort events;
    private final Semaphore bodies;

    public EventRoutes(EventPort events) {
        this(events, MAX_BYTES_UNDER_WAY);
    }

    EventRoutes(EventPort events, int maxBytesUnderWay) {
        this.events = events;
        bodies = new Semaphore(maxBytesUnderWay);
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(Route.post("/v1/events", Audience.EVENT_SOURCES, Subject.NOBODY, this::admit)
                .upTo(MAX_BYTES));
    }

    /** One of the batch: an event that can be sent, or why it cannot. */
    private record Item(String eventId, EventPort.@Nullable Event event, String why) {}

    /** Nothing is read for which there is no room. */
    private void admit(Call call) {
        int bytes = call.mostBytes();
        if (!bodies.tryAcquire(bytes)) {
            throw tooMany(call, "Expected fewer events under way on this instance");
        }
        try {
            take(call);
        } finally {
            bodies.release(bytes);
        }
    }

    private void take(Call call) {
        List<Item> items = items(call.body());
        List<EventPort.Event> sendable = new ArrayList<>();
        for (Item item : items) {
            if (item.event() != null) {
                sendable.add(item.event());
            }
        }
        List<EventPort.Fate> sent = events.send(sendable);
        if (sent == null) {
            throw tooMany(call, "Expected fewer events on their way to the broker");
        }
        answer(call, items, sent);
    }

    private static ProblemException tooMany(Call call, String expected) {
        call.context().header("Retry-After", RETRY_AFTER_SECONDS);
        return new ProblemException(
                HttpStatus.TOO_MANY_REQUESTS,
                "TOO_MANY_EVENTS",
                expected + ", but there is no room for these; none of them was taken, send all of them again after "
                        + RETRY_AFTER_SECONDS + " s.");
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

    private static void answer(Call call, List<Item> items, List<EventPort.Fate> sent) {
        ArrayNode results = Json.array();
        Iterator<EventPort.Fate> next = sent.iterator();
        int refused = 0;
        int unknown = 0;
        for (Item item : items) {
            ObjectNode result = results.addObject().put("event_id", item.eventId());
            switch (item.event() == null ? new EventPort.Fate.Refused("INVALID_EVENT", item.why()) : next.next()) {
                case EventPort.Fate.Taken() -> result.put("status", "ACCEPTED");
                case EventPort.Fate.Refused(String code, String why) -> {
                    refused++;
                    result.put("status", "REFUSED").put("code", code).put("message", why);
                }
                case EventPort.Fate.Unknown(String why) -> {
                    unknown++;
                    result.put("status", "UNKNOWN")
                            .put("message", "Expected the broker to take it, but " + why + "; send it again as it is.");
                }
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
