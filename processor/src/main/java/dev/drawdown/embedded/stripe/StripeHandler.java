package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.drawdown.embedded.stripe.Account.Execution;
import dev.drawdown.embedded.stripe.Account.Reply;
import dev.drawdown.embedded.stripe.Faults.Strike;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stripe's HTTP: who may call, what a key stands for, what goes wrong on purpose, and the answer. */
final class StripeHandler implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(StripeHandler.class);
    private static final int BODY_LIMIT_BYTES = 1 << 20;
    private static final int KEY_LENGTH = 255;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Account account;
    private final Faults faults;
    private final RouteTable<ApiRoute> routes;
    private final Set<String> keysInUse = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    StripeHandler(Account account, Faults faults, RouteTable<ApiRoute> routes) {
        this.account = account;
        this.faults = faults;
        this.routes = routes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // What is closed without an answer ends the connection, which is what some faults want.
        try (exchange) {
            String requestId = account.mintRequestId();
            try {
                answer(exchange);
            } catch (ApiRefusal refusal) {
                send(exchange, new Reply(refusal.status(), refusal.body().toPrettyString(), requestId, null));
            } catch (RuntimeException bug) {
                log.error("Could not answer {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), bug);
                ApiRefusal broken = ApiRefusal.broken();
                send(exchange, new Reply(broken.status(), broken.body().toPrettyString(), requestId, null));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        requireKey(exchange.getRequestHeaders());
        requireVersion(exchange.getRequestHeaders().getFirst("Stripe-Version"));
        ObjectNode params = params(exchange);
        Strike strike = faults.strike(method, path);
        if (strike != null && strike.fault() == Fault.RATE_LIMITED) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
            exchange.getResponseHeaders().set("Stripe-Rate-Limited-Reason", "global-rate");
            throw ApiRefusal.rateLimited();
        }
        if (strike != null && isBefore(strike.fault())) {
            waitFor(strike, Fault.TIMEOUT);
            return;
        }
        RouteTable.Match<ApiRoute> match = routes.find(method, path);
        if (match == null) {
            throw ApiRefusal.noRoute(method, path);
        }
        String key = method.equals("POST") ? exchange.getRequestHeaders().getFirst("Idempotency-Key") : null;
        ApiRequest request = new ApiRequest(
                method, path, match.values(), new Params(params), key, fingerprint(method, path, params));
        Reply reply = answered(request, match.route(), strike);
        if (strike != null && isAfter(strike.fault())) {
            waitFor(strike, Fault.CHARGED_THEN_TIMEOUT);
            return;
        }
        if (key != null) {
            exchange.getResponseHeaders().set("Idempotency-Key", key);
        }
        send(exchange, reply);
    }

    private static boolean isBefore(Fault fault) {
        return fault == Fault.TIMEOUT || fault == Fault.RESET;
    }

    private static boolean isAfter(Fault fault) {
        return fault == Fault.CHARGED_THEN_TIMEOUT || fault == Fault.CHARGED_THEN_RESET;
    }

    private void waitFor(@Nullable Strike strike, Fault slow) {
        if (strike == null || strike.fault() != slow) {
            return;
        }
        try {
            // Ends early only when the simulator is closed.
            boolean ended = closing.await(strike.time().toMillis(), TimeUnit.MILLISECONDS);
            log.debug("{} is over{}", slow, ended ? " with the simulator" : "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answered(ApiRequest request, ApiRoute route, @Nullable Strike strike) {
        String key = request.key();
        if (key == null) {
            waitFor(strike, Fault.SLOW);
            return account.perform(request, route, execution(strike));
        }
        if (key.isEmpty() || key.length() > KEY_LENGTH) {
            throw ApiRefusal.invalid(null, null, "Expected an idempotency key of 1 to 255 characters");
        }
        if (!keysInUse.add(key)) {
            throw ApiRefusal.keyInUse(key);
        }
        try {
            Reply before = account.replay(request);
            if (before != null) {
                return before;
            }
            waitFor(strike, Fault.SLOW);
            return account.perform(request, route, execution(strike));
        } finally {
            keysInUse.remove(key);
        }
    }

    private static Execution execution(@Nullable Strike strike) {
        if (strike != null && strike.fault() == Fault.ERROR) {
            return Execution.BROKEN;
        }
        return strike != null && strike.fault() == Fault.CHARGED_THEN_ERROR
                ? Execution.DONE_BUT_BROKEN
                : Execution.HONEST;
    }

    /** Takes any test key, and no live one: whoever sends that has the wrong address. */
    private static void requireKey(Headers headers) {
        String given = headers.getFirst("Authorization");
        String key = "";
        if (given != null && given.startsWith("Bearer ")) {
            key = given.substring("Bearer ".length()).trim();
        } else if (given != null && given.startsWith("Basic ")) {
            key = user(given.substring("Basic ".length()).trim());
        }
        if (!key.startsWith("sk_test_") && !key.startsWith("rk_test_")) {
            throw ApiRefusal.unauthorized(
                    "Expected a test key (sk_test_… or rk_test_…) as bearer token or as the user, but got none");
        }
    }

    private static String user(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0 ? decoded : decoded.substring(0, colon);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static void requireVersion(@Nullable String version) {
        String release = Account.API_VERSION.substring(Account.API_VERSION.indexOf('.'));
        if (version != null && !version.endsWith(release)) {
            throw ApiRefusal.invalid(
                    null,
                    null,
                    "Expected Stripe-Version " + Account.API_VERSION + ", whose shapes the simulator has, but got "
                            + version);
        }
    }

    private static ObjectNode params(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES + 1);
        if (body.length > BODY_LIMIT_BYTES) {
            throw ApiRefusal.malformed("Expected a body of at most " + BODY_LIMIT_BYTES + " bytes, but it is longer");
        }
        ObjectNode params = Form.parse(exchange.getRequestURI().getRawQuery());
        params.setAll(Form.parse(new String(body, StandardCharsets.UTF_8)));
        return params;
    }

    /** The same for the same parameters, in whatever order they come. */
    private static String fingerprint(String method, String path, ObjectNode params) {
        String[] parts = params.properties().stream().map(Object::toString).toArray(String[]::new);
        Arrays.sort(parts);
        return method + " " + path + " " + String.join("&", parts);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Request-Id", reply.requestId());
        headers.set("Stripe-Version", Account.API_VERSION);
        if (reply.original() != null) {
            headers.set("Idempotent-Replayed", "true");
            headers.set("Original-Request", reply.original());
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Lets go of whoever waits for an answer that never comes. */
    void close() {
        closing.countDown();
    }
}
