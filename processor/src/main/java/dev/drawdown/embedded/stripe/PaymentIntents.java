package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Payment intents: one wish to collect an amount, over as many attempts as it takes. */
final class PaymentIntents {
    static final String KIND = "payment_intent";
    private static final String PATH = "/v1/payment_intents";
    private static final List<String> OPEN =
            List.of("requires_payment_method", "requires_confirmation", "requires_action");
    private static final String[] CREATE = {
        "amount",
        "automatic_payment_methods",
        "capture_method",
        "confirm",
        "confirmation_method",
        "currency",
        "customer",
        "description",
        "error_on_requires_action",
        "metadata",
        "off_session",
        "payment_method",
        "payment_method_options",
        "payment_method_types",
        "receipt_email",
        "return_url",
        "setup_future_usage",
        "statement_descriptor",
        "statement_descriptor_suffix"
    };
    private static final String[] TEXTS = {
        "description", "receipt_email", "setup_future_usage", "statement_descriptor", "statement_descriptor_suffix"
    };

    private PaymentIntents() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, PaymentIntents::create)
                .add("GET", PATH, PaymentIntents::list)
                .add("GET", PATH + "/{id}", PaymentIntents::retrieve)
                .add("POST", PATH + "/{id}", PaymentIntents::update)
                .add("POST", PATH + "/{id}/confirm", PaymentIntents::confirm)
                .add("POST", PATH + "/{id}/cancel", PaymentIntents::cancel);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params = request.params().only(CREATE);
        String currency = params.required("currency").toLowerCase(Locale.ROOT);
        long amount = params.requiredInteger("amount");
        Minimums.check(amount, currency);
        String customer = params.text("customer");
        if (customer != null) {
            session.get(Customers.KIND, customer, "customer");
        }
        ObjectNode intent = make(session, amount, currency);
        intent.put("customer", customer);
        change(session, intent, params);
        session.event("payment_intent.created", intent);
        return params.flag("confirm", false) ? confirm(session, intent, params) : Answer.ok(intent);
    }

    static ObjectNode make(Session session, long amount, String currency) {
        ObjectNode intent = session.create(KIND, "pi_");
        String id = Json.text(intent, "id");
        intent.put("amount", amount).put("amount_capturable", 0).put("amount_received", 0);
        intent.putObject("amount_details").putObject("tip");
        Json.nulls(intent, "application", "application_fee_amount", "automatic_payment_methods", "canceled_at");
        Json.nulls(intent, "cancellation_reason", "customer", "customer_account", "description");
        Json.nulls(intent, "excluded_payment_method_types", "last_payment_error", "latest_charge", "next_action");
        Json.nulls(intent, "on_behalf_of", "payment_method", "payment_method_configuration_details", "processing");
        Json.nulls(intent, "receipt_email", "review", "setup_future_usage", "shipping", "statement_descriptor");
        Json.nulls(intent, "statement_descriptor_suffix", "transfer_data", "transfer_group");
        intent.put("capture_method", "automatic_async")
                .put("client_secret", session.mint(id + "_secret_"))
                .put("confirmation_method", "automatic")
                .put("currency", currency)
                .put("status", "requires_payment_method");
        intent.putObject("metadata");
        intent.putObject("payment_method_options");
        intent.putArray("payment_method_types").add("card");
        return intent;
    }

    private static void change(Session session, ObjectNode intent, Params params) {
        params.copyTexts(intent, TEXTS);
        params.mergeMetadata(intent);
        putMethodTypes(intent, params);
        String method = params.text("payment_method");
        if (method != null) {
            intent.put("payment_method", Json.text(PaymentMethods.resolve(session, method, "payment_method"), "id"));
            intent.put("status", "requires_confirmation");
        }
    }

    static void putMethodTypes(ObjectNode intent, Params params) {
        ArrayNode types = intent.putArray("payment_method_types");
        if (params.has("payment_method_types")) {
            params.texts("payment_method_types").forEach(types::add);
            return;
        }
        types.add("card").add("us_bank_account");
        Params automatic = params.inside("automatic_payment_methods").only("enabled", "allow_redirects");
        intent.putObject("automatic_payment_methods")
                .put("enabled", automatic.flag("enabled", true))
                .put("allow_redirects", automatic.oneOf("allow_redirects", "always", "never"));
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "customer");
        return Listing.page(session, KIND, request, Listing.where(request, "customer"));
    }

    private static Answer retrieve(Session session, ApiRequest request) {
        request.params().only("client_secret");
        return Answer.ok(session.get(KIND, request.id(), "intent"));
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params()
                .only("amount", "customer", "description", "metadata", "payment_method", "receipt_email");
        ObjectNode intent = session.edit(KIND, request.id(), "intent");
        if (params.has("amount") || params.has("customer") || params.has("payment_method")) {
            requireOpen(intent);
        }
        if (params.has("amount")) {
            Minimums.check(params.requiredInteger("amount"), Json.text(intent, "currency"));
            intent.put("amount", params.requiredInteger("amount"));
        }
        params.copyTexts(intent, "customer", "description", "receipt_email");
        params.mergeMetadata(intent);
        String method = params.text("payment_method");
        if (method != null) {
            intent.put("payment_method", Json.text(PaymentMethods.resolve(session, method, "payment_method"), "id"));
            intent.put("status", "requires_confirmation");
        }
        return Answer.ok(intent);
    }

    private static Answer confirm(Session session, ApiRequest request) {
        Params params = request.params()
                .only(
                        "error_on_requires_action",
                        "mandate_data",
                        "off_session",
                        "payment_method",
                        "receipt_email",
                        "return_url",
                        "setup_future_usage",
                        "use_stripe_sdk");
        ObjectNode intent = session.edit(KIND, request.id(), "intent");
        params.copyTexts(intent, "receipt_email", "setup_future_usage");
        return confirm(session, intent, params);
    }

    private static Answer confirm(Session session, ObjectNode intent, Params params) {
        requireOpen(intent);
        String given = params.text("payment_method");
        String chosen = given == null ? Json.reference(intent, "payment_method") : given;
        if (chosen == null) {
            throw ApiRefusal.invalid(
                    "payment_intent_unexpected_state", null, "Expected a payment method to confirm with, but got none");
        }
        requireWayBack(intent, params);
        ObjectNode method = PaymentMethods.resolve(session, chosen, "payment_method");
        requireUsable(intent, method);
        boolean offSession = "true".equals(params.text("off_session"));
        return Collecting.attempt(session, intent, method, offSession, params.text("return_url"));
    }

    /** A method that sends the customer elsewhere might be used, whatever method it is then. */
    static void requireWayBack(ObjectNode intent, Params params) {
        JsonNode automatic = intent.path("automatic_payment_methods");
        if (automatic.path("enabled").asBoolean()
                && !Json.text(automatic, "allow_redirects").equals("never")
                && params.text("return_url") == null) {
            throw ApiRefusal.invalid(
                    null,
                    null,
                    "Expected a return_url, as methods that redirect are allowed; or allow_redirects never");
        }
    }

    private static void requireUsable(ObjectNode intent, ObjectNode method) {
        String owner = Json.reference(method, "customer");
        if (method.path("_detached").asBoolean() && owner == null) {
            throw ApiRefusal.invalid(
                    "payment_method_unexpected_state",
                    "payment_method",
                    "Expected a payment method that is still attached, but it was detached and cannot be used again");
        }
        if (owner != null && !owner.equals(Json.reference(intent, "customer"))) {
            throw ApiRefusal.invalid(
                    "payment_intent_invalid_parameter",
                    "payment_method",
                    "Expected a payment method of the intent's customer, but it belongs to another one");
        }
        String type = Json.text(method, "type");
        for (var allowed : intent.path("payment_method_types")) {
            if (allowed.asText().equals(type)) {
                return;
            }
        }
        throw ApiRefusal.invalid(
                "payment_intent_incompatible_payment_method",
                "payment_method",
                "Expected a payment method of the intent's types, but it is a " + type);
    }

    private static Answer cancel(Session session, ApiRequest request) {
        Params params = request.params().only("cancellation_reason");
        ObjectNode intent = session.edit(KIND, request.id(), "intent");
        requireOpen(intent);
        String reason = params.text("cancellation_reason");
        cancel(session, intent, reason == null ? "" : reason);
        return Answer.ok(intent);
    }

    static void cancel(Session session, ObjectNode intent, String reason) {
        intent.put("status", "canceled").put("canceled_at", session.seconds()).putNull("next_action");
        intent.put("cancellation_reason", reason.isEmpty() ? null : reason);
        session.event("payment_intent.canceled", intent);
    }

    static boolean isOpen(ObjectNode intent) {
        return OPEN.contains(Json.text(intent, "status"));
    }

    private static void requireOpen(ObjectNode intent) {
        if (!isOpen(intent)) {
            throw ApiRefusal.invalid(
                    "payment_intent_unexpected_state",
                    null,
                    "Expected an open payment intent, but its status is " + Json.text(intent, "status"));
        }
    }
}
