package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.GatewayAnswer;
import dev.drawdown.payments.MethodRole;
import dev.drawdown.payments.SavedMethod;
import dev.drawdown.schemas.PaymentMethodsChanged;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an owner pays. Stripe keeps the methods; after each change the owner is told all of them, so that its wallets know
 * and a paused rule tries again.
 */
public final class PaymentMethodRoutes {
    private static final String BASE = "/v1/owners/{id}/payment-methods";
    private static final int MAX_TELLINGS = 5;
    private static final Set<String> ADD_FIELDS = Set.of("payment_method", "payer_id");

    private final Writes writes;
    private final Holdings holdings;
    private final @Nullable CustomerGateway gateway;
    private final String returnUrl;

    /**
     * Makes them.
     *
     * @param gateway null where this installation has no account at Stripe
     * @param returnUrl where Stripe's own page leads back to
     */
    public PaymentMethodRoutes(Writes writes, Holdings holdings, @Nullable CustomerGateway gateway, String returnUrl) {
        this.writes = writes;
        this.holdings = holdings;
        this.gateway = gateway;
        this.returnUrl = returnUrl;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.get(BASE, Audience.READERS, Subject.OWNER, this::list),
                Route.post(BASE, Audience.ACCOUNT_HOLDERS, Subject.OWNER, this::add),
                Route.delete(BASE + "/{pm}", Audience.ACCOUNT_HOLDERS, Subject.OWNER, this::remove),
                Route.put(BASE + "/{pm}/default", Audience.ACCOUNT_HOLDERS, Subject.OWNER, call -> {
                    assign(call, MethodRole.DEFAULT);
                }),
                Route.put(BASE + "/{pm}/backup", Audience.ACCOUNT_HOLDERS, Subject.OWNER, call -> {
                    assign(call, MethodRole.BACKUP);
                }),
                Route.post("/v1/owners/{id}/portal-session", Audience.ACCOUNT_HOLDERS, Subject.OWNER, this::portal));
    }

    private void list(Call call) {
        Reads.Answer owner = holdings.owner(call, call.path("id"));
        ObjectNode json = Json.object();
        json.set("methods", owner.json().path("methods"));
        Reads.tell(owner.freshness(), call);
        call.answer(HttpStatus.OK, json);
    }

    /** Without a method: begins to save one, which the browser completes with Stripe. With one: saves it. */
    private void add(Call call) {
        ObjectNode body = call.optionalBody();
        body.fieldNames().forEachRemaining(name -> {
            if (!ADD_FIELDS.contains(name)) {
                throw Call.bad(
                        "INVALID_BODY",
                        "Expected " + name + " to be payment_method or payer_id, but it is another field");
            }
        });
        String payerId = body.hasNonNull("payer_id") ? Ids.require("payer_id", body.path("payer_id")) : null;
        JsonNode method = body.get("payment_method");
        String ownerId = call.path("id");
        if (method != null) {
            attach(call, ownerId, Ids.require("payment_method", method), payerId);
        } else if (payerId == null) {
            begin(call, customer(call, ownerId));
        } else {
            throw Call.bad(
                    "INVALID_BODY",
                    "Expected payer_id beside the payment_method that is theirs, but there is none; say it when that"
                            + " is saved");
        }
    }

    private void begin(Call call, String customerId) {
        CustomerGateway.Setup setup = done(call, stripe().setUp(customerId));
        call.answer(
                HttpStatus.CREATED,
                Json.object()
                        .put("customer_id", customerId)
                        .put("setup_id", setup.id())
                        .put("client_secret", setup.clientSecret()));
    }

    /** The first of the owner's own methods becomes the default; a buyer's pays only what names that buyer. */
    private void attach(Call call, String ownerId, String methodId, @Nullable String payerId) {
        String customerId = customer(call, ownerId);
        SavedMethod attached = done(call, stripe().attach(customerId, methodId));
        if (payerId != null) {
            attached = done(call, stripe().reserve(attached.id(), payerId));
        }
        String payer = attached.payerId();
        List<SavedMethod> methods = done(call, stripe().methods(customerId));
        if ((payer == null || payer.equals(ownerId))
                && methods.stream().noneMatch(method -> method.role() == MethodRole.DEFAULT)) {
            var _ = done(call, stripe().assign(customerId, attached.id(), MethodRole.DEFAULT));
        }
        tell(call, ownerId, customerId, HttpStatus.CREATED);
    }

    private void remove(Call call) {
        String ownerId = call.path("id");
        String customerId = customerOf(call, ownerId, call.path("pm"));
        var _ = done(call, stripe().detach(call.path("pm")));
        tell(call, ownerId, customerId, HttpStatus.OK);
    }

    private void assign(Call call, MethodRole role) {
        Bodies.refuseAll(call);
        String ownerId = call.path("id");
        String customerId = customerOf(call, ownerId, call.path("pm"));
        var _ = done(call, stripe().assign(customerId, call.path("pm"), role));
        tell(call, ownerId, customerId, HttpStatus.OK);
    }

    private void portal(Call call) {
        Bodies.refuseAll(call);
        String customerId = customer(call, call.path("id"));
        String url = done(call, stripe().portal(customerId, returnUrl));
        call.answer(HttpStatus.CREATED, Json.object().put("url", url));
    }

    /**
     * Returns the owner's customer at Stripe, which it gets with the first call that needs one. The owner knows it from then
     * on: Stripe forgets the key that it was opened under, and what is saved on Stripe's own page must be somebody's.
     */
    private String customer(Call call, String ownerId) {
        JsonNode owner = holdings.owner(call, ownerId).json();
        if (owner.path("customer_id").isTextual()) {
            return owner.path("customer_id").textValue();
        }
        JsonNode profile = owner.path("profile");
        String customerId = done(
                call,
                stripe().openCustomer(
                                ownerId,
                                profile.path("company").textValue(),
                                profile.path("email").textValue(),
                                Map.of("drawdown_owner", ownerId)));
        ObjectNode present = present(call, ownerId, customerId);
        writes.tellOwner(call, ownerId, commandId(call, present), PaymentMethodsChanged.getClassSchema(), present);
        return customerId;
    }

    /** Returns the customer whose method it is; a method of anybody else's counts as not there. */
    private String customerOf(Call call, String ownerId, String methodId) {
        JsonNode customer = holdings.owner(call, ownerId).json().path("customer_id");
        if (customer.isTextual()
                && done(call, stripe().methods(customer.textValue())).stream()
                        .anyMatch(method -> method.id().equals(methodId))) {
            return customer.textValue();
        }
        throw new ProblemException(
                HttpStatus.NOT_FOUND,
                "NO_PAYMENT_METHOD",
                "Expected a payment method " + methodId + " of " + ownerId + ", but there is none; list them.");
    }

    /**
     * Tells the owner all of its methods as they are now, and answers with them.
     *
     * <p>Whoever changes them at the same time tells them too, maybe before this does what it knew later. So they are looked at
     * once more when the owner has been told: whoever tells last tells how they are.
     */
    private void tell(Call call, String ownerId, String customerId, HttpStatus status) {
        ObjectNode told;
        ObjectNode present = present(call, ownerId, customerId);
        int tellings = 0;
        do {
            told = present;
            String id = commandId(call, told) + (tellings == 0 ? "" : ":" + tellings);
            if (!writes.toOwner(call, ownerId, id, PaymentMethodsChanged.getClassSchema(), told)) {
                return;
            }
            present = present(call, ownerId, customerId);
            tellings++;
        } while (!present.equals(told) && tellings < MAX_TELLINGS);
        call.answer(status, Json.object().set("methods", told.path("methods")));
    }

    /** Returns all of the owner's methods as they are at Stripe now, each with its payer. */
    private ObjectNode present(Call call, String ownerId, String customerId) {
        JsonNode known = holdings.owner(call, ownerId).json().path("methods");
        ObjectNode body = Json.object().put("customer_id", customerId);
        ArrayNode methods = body.putArray("methods");
        for (SavedMethod method : done(call, stripe().methods(customerId))) {
            methods.addObject()
                    .put("id", method.id())
                    .put("payer_id", payerOf(method, known, ownerId))
                    .put("brand", method.brand())
                    .put("last4", method.last4())
                    .put("expires", method.expires())
                    .put("role", method.role().name());
        }
        return body;
    }

    /** Of a method that nobody told Stripe the payer of, the owner may still know it. */
    private static String payerOf(SavedMethod method, JsonNode known, String ownerId) {
        if (method.payerId() != null) {
            return method.payerId();
        }
        for (JsonNode each : known) {
            if (each.path("id").asText().equals(method.id())) {
                return each.path("payer_id").asText();
            }
        }
        return ownerId;
    }

    /** A command says how things are, so the same said twice is the same, and another state another command. */
    private static String commandId(Call call, ObjectNode present) {
        byte[] state = Json.write(present).getBytes(StandardCharsets.UTF_8);
        return Writes.commandId(call) + ":" + UUID.nameUUIDFromBytes(state);
    }

    private CustomerGateway stripe() {
        if (gateway == null) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "NO_STRIPE",
                    "Expected an account at Stripe, but this installation has none; set drawdown.stripe.api.key.");
        }
        return gateway;
    }

    private static <T> T done(Call call, GatewayAnswer<T> answer) {
        return switch (answer) {
            case GatewayAnswer.Done<T>(T value) -> value;
            case GatewayAnswer.Refused<T>(String code) ->
                throw new ProblemException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "STRIPE_REFUSED",
                        "Expected Stripe to agree, but it refused (" + code
                                + "); look at the payment method, and at the owner's name and e-mail.");
            case GatewayAnswer.Unavailable<T>(var retryAfter, String _) -> {
                call.context().header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
                throw new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "STRIPE_UNAVAILABLE",
                        "Expected Stripe to answer, but it does not; make the same call again.");
            }
        };
    }
}
