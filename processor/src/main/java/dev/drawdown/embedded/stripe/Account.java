package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.embedded.stripe.ObjectStore.Change;
import dev.drawdown.embedded.stripe.ObjectStore.Kept;
import dev.drawdown.embedded.stripe.Session.Origin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The simulated Stripe account: one thing at a time happens to it, as a whole or not at all. */
final class Account implements AutoCloseable {
    /** The version whose shapes all answers have. */
    static final String API_VERSION = "2026-07-29.dahlia";

    private final ObjectStore store;
    private final IdMint ids;
    private final Clock clock;
    private String base = "";

    /** Whether a call is carried out, and whether it is owned up to. */
    enum Execution {
        HONEST,
        /** It is done, and answered as if it had broken. */
        DONE_BUT_BROKEN,
        /** Nothing is done. */
        BROKEN
    }

    /**
     * What a call is answered with.
     *
     * @param original the request whose answer this repeats; null if it is the first
     */
    record Reply(
            int status,
            String body,
            String requestId,
            @Nullable String original) {}

    Account(@Nullable Path file, Clock clock, RandomGenerator random) {
        this.store = new ObjectStore(file);
        this.ids = new IdMint(random);
        this.clock = clock;
    }

    /** Says under which address its pages are; known once the port is bound. */
    synchronized void servedAt(String url) {
        base = url;
    }

    synchronized String mintRequestId() {
        return ids.next("req_");
    }

    /** Returns what the request's key replays; null where it has none, or has not been used yet. */
    @Nullable
    synchronized Reply replay(ApiRequest request) {
        Kept kept = request.key() == null ? null : store.kept(request.key(), clock.millis());
        if (kept == null) {
            return null;
        }
        if (!kept.fingerprint().equals(request.fingerprint())) {
            throw ApiRefusal.otherParameters(kept.key());
        }
        return new Reply(kept.status(), kept.body(), ids.next("req_"), kept.requestId());
    }

    /**
     * Carries a request out and keeps its answer under its key.
     *
     * @throws ApiRefusal if it is not even begun; then its key is as good as new
     */
    synchronized Reply perform(ApiRequest request, ApiRoute route, Execution execution) {
        String requestId = ids.next("req_");
        Instant now = clock.instant();
        Session session = session(now, new Origin(requestId, request.key()));
        Answer answer = execution == Execution.BROKEN ? broken() : route.answer(session, request);
        // An error has nothing to expand, whatever was asked for.
        List<String> expand = answer.isOk() ? request.params().texts("expand") : List.of();
        ObjectNode body = Expansion.of(session, answer.body(), expand);
        Answer said = execution == Execution.DONE_BUT_BROKEN ? broken() : new Answer(answer.status(), body);
        Reply reply = new Reply(said.status(), said.body().toPrettyString(), requestId, null);
        String key = request.key();
        store.commit(session.changes(
                key == null
                        ? null
                        : new Kept(
                                key,
                                request.fingerprint(),
                                now.toEpochMilli(),
                                reply.status(),
                                reply.body(),
                                requestId)));
        return reply;
    }

    private static Answer broken() {
        ApiRefusal broken = ApiRefusal.broken();
        return new Answer(broken.status(), broken.body());
    }

    private Session session(Instant now, Origin origin) {
        return new Session(store, ids, now, base, origin);
    }

    /** Lets somebody other than a client of the API look at the account or change it. */
    synchronized <T> T touch(Function<Session, T> action) {
        Session session = session(clock.instant(), Origin.AUTOMATIC);
        T result = action.apply(session);
        store.commit(session.changes(null));
        return result;
    }

    /** Does all that has fallen due. */
    synchronized void doWhatIsDue() {
        for (ObjectNode due : due(Due.KIND)) {
            change(session -> Due.carryOut(session, due));
        }
    }

    private void change(Consumer<Session> action) {
        touch(session -> {
            action.accept(session);
            return session;
        });
    }

    private List<ObjectNode> due(String kind) {
        long nowMillis = clock.millis();
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode waiting : store.newestFirst(kind)) {
            if (waiting.path("at").asLong() <= nowMillis) {
                found.addFirst(waiting);
            }
        }
        return found;
    }

    /** Returns the deliveries whose time has come; what has lost its endpoint is forgotten. */
    synchronized List<Delivery> dueDeliveries() {
        List<Delivery> deliveries = new ArrayList<>();
        for (ObjectNode delivery : due(Delivery.KIND)) {
            ObjectNode event = store.find(Json.text(delivery, "event"));
            ObjectNode endpoint = store.find(Json.text(delivery, "endpoint"));
            if (event == null || endpoint == null) {
                store.commit(new Change(List.of(), List.of(Json.text(delivery, "id")), null));
            } else {
                deliveries.add(Delivery.of(delivery, event, endpoint, clock.instant()));
            }
        }
        return deliveries;
    }

    synchronized void delivered(String id, boolean well) {
        if (store.find(id) == null) {
            return;
        }
        change(session -> {
            ObjectNode delivery = session.edit(Delivery.KIND, id);
            if (well) {
                Delivery.succeeded(session, delivery);
            } else {
                Delivery.failed(session, delivery);
            }
        });
    }

    @Override
    public synchronized void close() {
        store.close();
    }
}
