package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** All objects of the account by kind and id, oldest first, and the answers that idempotency keys replay. */
final class ObjectStore implements AutoCloseable {
    /** Stripe takes keys away when they are at least this old. */
    static final Duration KEYS_LIVE = Duration.ofHours(24);

    /** More than that of a kind pushes the oldest out: a demo that runs for weeks must not fill the memory. */
    private static final int MOST_OF_A_KIND = 50_000;

    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_KEYS = 100_000;
    private static final int SPARE_LINES = 10_000;

    private final Map<String, ObjectNode> byId = new HashMap<>();
    private final Map<String, SequencedMap<String, ObjectNode>> byKind = new HashMap<>();
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>();
    private final @Nullable ChangeFile file;
    private int lines;

    /** The answer that a key replays. */
    record Kept(String key, String fingerprint, long atMillis, int status, String body, String requestId) {}

    /** What one request changes, all of it or nothing. */
    record Change(
            List<ObjectNode> put,
            List<String> removed,
            @Nullable Kept kept) {
        boolean isEmpty() {
            return put.isEmpty() && removed.isEmpty() && kept == null;
        }
    }

    /** Opens what the file holds; without a file, what comes in is gone in the end. */
    ObjectStore(@Nullable Path path) {
        file = path == null ? null : ChangeFile.open(path, this::read);
    }

    private void read(Change change) {
        apply(change);
        lines++;
    }

    void commit(Change change) {
        if (change.isEmpty()) {
            return;
        }
        if (file != null) {
            file.append(change);
            lines++;
        }
        apply(change);
        if (file != null && lines > SPARE_LINES + 4 * (byId.size() + kept.size())) {
            file.rewrite(snapshot());
            lines = byId.size() + kept.size();
        }
    }

    private void apply(Change change) {
        for (ObjectNode object : change.put()) {
            String id = Json.text(object, "id");
            String kind = Json.text(object, "object");
            byId.put(id, object);
            SequencedMap<String, ObjectNode> ofKind = byKind.computeIfAbsent(kind, any -> new LinkedHashMap<>());
            ofKind.put(id, object);
            if (ofKind.size() > (kind.equals("event") ? MOST_EVENTS : MOST_OF_A_KIND)) {
                byId.remove(ofKind.pollFirstEntry().getKey());
            }
        }
        for (String id : change.removed()) {
            ObjectNode gone = byId.remove(id);
            if (gone != null) {
                ofKind(Json.text(gone, "object")).remove(id);
            }
        }
        if (change.kept() != null) {
            keep(change.kept());
        }
    }

    private void keep(Kept answer) {
        kept.putLast(answer.key(), answer);
        while (kept.size() > MOST_KEYS || expired(kept.firstEntry().getValue(), answer.atMillis())) {
            kept.pollFirstEntry();
        }
    }

    private static boolean expired(Kept answer, long nowMillis) {
        return nowMillis - answer.atMillis() >= KEYS_LIVE.toMillis();
    }

    private SequencedMap<String, ObjectNode> ofKind(String kind) {
        return byKind.getOrDefault(kind, new LinkedHashMap<>());
    }

    /** Returns the object, which must not be changed, or null. */
    @Nullable
    ObjectNode find(String id) {
        return byId.get(id);
    }

    /** Returns the objects of a kind, newest first, which must not be changed. */
    SequencedCollection<ObjectNode> newestFirst(String kind) {
        return ofKind(kind).sequencedValues().reversed();
    }

    @Nullable
    Kept kept(String key, long nowMillis) {
        Kept answer = kept.get(key);
        return answer == null || expired(answer, nowMillis) ? null : answer;
    }

    private List<Change> snapshot() {
        List<Change> snapshot = new ArrayList<>();
        for (SequencedMap<String, ObjectNode> ofKind : byKind.values()) {
            ofKind.values().forEach(object -> snapshot.add(new Change(List.of(object), List.of(), null)));
        }
        kept.values().forEach(answer -> snapshot.add(new Change(List.of(), List.of(), answer)));
        return snapshot;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
