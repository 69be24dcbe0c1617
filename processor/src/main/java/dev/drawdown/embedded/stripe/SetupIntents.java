package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.embedded.stripe.Behaviour.Authenticates;
import dev.drawdown.embedded.stripe.Behaviour.Declines;
import java.util.List;

/** Setup intents: saving a payment method with the customer's agreement, for payments while they are away. */
final class SetupIntents {
    static final String KIND = "setup_intent";
    private static final String PATH = "/v1/setup_intents";
    private static final List<String> OPEN =
            List.of("requires_payment_method", "requires_confirmation", "requires_action");

    private SetupIntents() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, SetupIntents::create)
                .add("GET", PATH, SetupIntents::list)
                .add("GET", PATH + "/{id}", SetupIntents::retrieve)
                .add("POST", PATH + "/{id}", SetupIntents::update)
                .add("POST", PATH + "/{id}/confirm", SetupIntents::confirm)
                .add("POST", PATH + "/{id}/cancel", SetupIntents::cancel);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params = request.params()
                .only(
                        "automatic_payment_methods",
                        "confirm",
                        "customer",
                        "description",
                        "metadata",
                        "payment_method",
                        "payment_method_types",
                        "return_url",
                        "usage");
        String customer = params.text("customer");
        if (customer != null) {
            session.get(Customers.KIND, customer, "customer");
        }
        ObjectNode intent = session.create(KIND, "seti_");
        String id = Json.text(intent, "id");
        Json.nulls(intent, "application", "automatic_payment_methods", "cancellation_reason", "customer_account");
        Json.nulls(intent, "description", "flow_directions", "last_setup_error", "latest_attempt", "mandate");
        Json.nulls(intent, "next_action", "on_behalf_of", "payment_method", "payment_method_configuration_details");
        Json.nulls(intent, "payment_method_options", "single_use_mandate");
        intent.put("client_secret", session.mint(id + "_secret_"))
                .put("customer", customer)
                .put("status", "requires_payment_method")
                .put("usage", params.oneOf("usage", "off_session", "on_session"));
        params.copyTexts(intent, "description");
        params.mergeMetadata(intent);
        PaymentIntents.putMethodTypes(intent, params);
        String method = params.text("payment_method");
        if (method != null) {
            intent.put("payment_method", Json.text(PaymentMethods.resolve(session, method, "payment_method"), "id"));
            intent.put("status", "requires_confirmation");
        }
        session.event("setup_intent.created", intent);
        return params.flag("confirm", false) ? confirm(session, intent, params) : Answer.ok(intent);
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "customer", "payment_method");
        return Listing.page(
                session,
                KIND,
                request,
                Listing.where(request, "customer").and(Listing.where(request, "payment_method")));
    }

    private static Answer retrieve(Session session, ApiRequest request) {
        request.params().only("client_secret");
        return Answer.ok(session.get(KIND, request.id(), "intent"));
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params().only("customer", "description", "metadata", "payment_method");
        ObjectNode intent = session.edit(KIND, request.id(), "intent");
        params.copyTexts(intent, "customer", "description");
        params.mergeMetadata(intent);
        return Answer.ok(intent);
    }

    private static Answer confirm(Session session, ApiRequest request) {
        Params params = request.params().only("payment_method", "return_url", "mandate_data", "use_stripe_sdk");
        return confirm(session, session.edit(KIND, request.id(), "intent"), params);
    }

    private static Answer confirm(Session session, ObjectNode intent, Params params) {
        requireOpen(intent);
        String id = params.text("payment_method");
        String chosen = id == null ? Json.reference(intent, "payment_method") : id;
        if (chosen == null) {
            throw ApiRefusal.missing("payment_method");
        }
        PaymentIntents.requireWayBack(intent, params);
        ObjectNode method = PaymentMethods.resolve(session, chosen, "payment_method");
        intent.put("payment_method", Json.text(method, "id"));
        if (PaymentMethods.behaviour(method) instanceof Declines declines && !declines.onceSaved()) {
            return refused(session, intent, Declined.error(declines, method));
        }
        if (PaymentMethods.behaviour(method) instanceof Authenticates) {
            intent.put("status", "requires_action");
            intent.set("next_action", NextAction.redirect(session, intent, params.text("return_url")));
            session.event("setup_intent.requires_action", intent);
            return Answer.ok(intent);
        }
        succeed(session, intent);
        return Answer.ok(intent);
    }

    private static Answer refused(Session session, ObjectNode intent, ObjectNode error) {
        intent.put("status", "requires_payment_method").set("last_setup_error", error);
        intent.putNull("payment_method");
        session.event("setup_intent.setup_failed", intent);
        ObjectNode answer = error.deepCopy();
        answer.set("setup_intent", Json.visible(intent));
        return Answer.declined(answer);
    }

    /** The customer has answered at their bank's page. */
    static void authenticated(Session session, ObjectNode intent, boolean approved) {
        if (!Json.text(intent, "status").equals("requires_action")) {
            return;
        }
        intent.putNull("next_action");
        if (approved) {
            succeed(session, intent);
        } else {
            ObjectNode method = session.get(PaymentMethods.KIND, Json.text(intent, "payment_method"), "payment_method");
            refused(
                    session,
                    intent,
                    Declined.notAuthenticated(method).put("code", "setup_intent_authentication_failure"));
        }
    }

    private static void succeed(Session session, ObjectNode intent) {
        ObjectNode method = session.edit(PaymentMethods.KIND, Json.text(intent, "payment_method"));
        method.put("_set_up", true);
        intent.put("status", "succeeded").putNull("last_setup_error");
        String customer = Json.reference(intent, "customer");
        if (customer != null) {
            PaymentMethods.save(session, method, customer);
        }
        session.event("setup_intent.succeeded", intent);
    }

    private static Answer cancel(Session session, ApiRequest request) {
        Params params = request.params().only("cancellation_reason");
        ObjectNode intent = session.edit(KIND, request.id(), "intent");
        requireOpen(intent);
        String reason = params.text("cancellation_reason");
        intent.put("status", "canceled").put("cancellation_reason", reason).putNull("next_action");
        session.event("setup_intent.canceled", intent);
        return Answer.ok(intent);
    }

    private static void requireOpen(ObjectNode intent) {
        String status = Json.text(intent, "status");
        if (!OPEN.contains(status)) {
            throw ApiRefusal.invalid(
                    "setup_intent_unexpected_state",
                    null,
                    "Expected an open setup intent, but its status is " + status);
        }
    }
}
