package dev.drawdown.embedded.stripe;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The simulator without sockets, threads and disk: calls go to its own handlers on the caller's thread, and what is late is
 * late by the clock that it is given. So an account is made in no time, and thousands of them pass in seconds.
 */
public final class SocketlessStripe {
    private static final RouteTable<ApiRoute> ROUTES = StripeSimulator.routes();
    private static final String KEY = "Idempotency-Key";

    private final Clock clock;
    private final Account account;
    private final Faults faults = new Faults();
    private final HttpHandler api;
    private final HttpHandler control;
    private final Map<String, Late> late = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private @Nullable Duration nextDelay;
    private String delayed = "";

    /** What a call was answered with. */
    public record Heard(int status, Map<String, List<String>> headers, String body) {}

    /** A webhook on its way. */
    @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
    public record Webhook(String id, String signature, byte[] body) {}

    /** A call that has come in and will be carried out, though its client has given up. */
    @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
    private record Late(Instant at, String method, URI uri, Map<String, List<String>> headers, byte[] body) {}

    public SocketlessStripe(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.account = new Account(null, clock, random);
        account.servedAt("http://simulator.invalid");
        this.api = new StripeHandler(account, faults, ROUTES);
        this.control = new Control(account, faults);
    }

    /** Makes a call; null where no answer comes. */
    public @Nullable Heard call(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        String key = key(headers);
        if (method.equals("POST") && key != null) {
            if (late.containsKey(key)) {
                count("key in use");
                return new Heard(409, Map.of(), ApiRefusal.keyInUse(key).body().toPrettyString());
            }
            if (nextDelay != null && uri.getPath().startsWith(delayed)) {
                late.put(key, new Late(clock.instant().plus(nextDelay), method, uri, headers, body));
                nextDelay = null;
                count("carried out late");
                return null;
            }
        }
        return carryOut(method, uri, headers, body);
    }

    private static @Nullable String key(Map<String, List<String>> headers) {
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(KEY)) {
                return header.getValue().getFirst();
            }
        }
        return null;
    }

    private @Nullable Heard carryOut(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        Headers given = new Headers();
        headers.forEach((name, values) -> values.forEach(value -> given.add(name, value)));
        InProcessExchange exchange = new InProcessExchange(method, uri, given, body);
        try {
            (uri.getPath().startsWith(Control.PATH) ? control : api).handle(exchange);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        int status = exchange.getResponseCode();
        count(status < 0 ? "no answer" : "status " + status);
        if (exchange.getResponseHeaders().containsKey("Idempotent-Replayed")) {
            count("replayed");
        }
        return status < 0
                ? null
                : new Heard(
                        status,
                        Map.copyOf(exchange.getResponseHeaders()),
                        new String(exchange.written(), StandardCharsets.UTF_8));
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** How often what was answered. */
    public Map<String, Integer> counts() {
        return counts;
    }

    /** Makes the next such call go wrong; what takes time at the simulator takes none here. */
    public void provoke(Fault fault, String call) {
        faults.add(fault, call, 0, 1, Duration.ZERO);
    }

    /** The next such call with a key gets no answer, and is carried out after a while; meanwhile its key is in use. */
    public void delayNext(String path, Duration delay) {
        delayed = path;
        nextDelay = delay;
    }

    /** Takes back what has not gone wrong yet. */
    public void forgive() {
        faults.clear();
        nextDelay = null;
    }

    /** When a call is carried out that was late; null where none is. */
    public @Nullable Instant nextLate() {
        return late.values().stream().map(Late::at).min(Instant::compareTo).orElse(null);
    }

    /** Does what has fallen due. */
    public void tick() {
        for (Map.Entry<String, Late> call : List.copyOf(late.entrySet())) {
            Late due = call.getValue();
            if (!due.at().isAfter(clock.instant())) {
                late.remove(call.getKey());
                var _ = carryOut(due.method(), due.uri(), due.headers(), due.body());
            }
        }
        account.doWhatIsDue();
    }

    /** Has webhooks sent from now on, and returns the secret that signs them. */
    public String listen() {
        return account.touch(session -> WebhookEndpoints.register(session, "http://listener.invalid"));
    }

    /** The webhooks that are to be delivered now. */
    public List<Webhook> webhooks() {
        List<Webhook> webhooks = new ArrayList<>();
        for (Delivery delivery : account.dueDeliveries()) {
            webhooks.add(new Webhook(
                    delivery.id(), delivery.signature(), delivery.body().getBytes(StandardCharsets.UTF_8)));
        }
        return webhooks;
    }

    /** Says whether the listener took a webhook; one that it did not take comes again. */
    public void delivered(String id, boolean well) {
        account.delivered(id, well);
    }
}
