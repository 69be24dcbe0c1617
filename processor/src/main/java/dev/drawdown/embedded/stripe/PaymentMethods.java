package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Payment methods: made from test tokens and numbers, saved for a customer, let go. */
final class PaymentMethods {
    static final String KIND = "payment_method";
    private static final String PATH = "/v1/payment_methods";

    private PaymentMethods() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, PaymentMethods::create)
                .add("GET", PATH, PaymentMethods::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), KIND)))
                .add("POST", PATH + "/{id}", PaymentMethods::update)
                .add("POST", PATH + "/{id}/attach", PaymentMethods::attach)
                .add("POST", PATH + "/{id}/detach", PaymentMethods::detach)
                .add("GET", "/v1/customers/{id}/payment_methods", PaymentMethods::ofCustomer)
                .add("GET", "/v1/customers/{id}/payment_methods/{method}", PaymentMethods::oneOfCustomer);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params = request.params()
                .only("type", "card", "us_bank_account", "billing_details", "metadata", "allow_redisplay");
        String type = params.required("type");
        Params details = params.inside(type);
        TestMethod method = switch (type) {
            case "card" -> card(details);
            case "us_bank_account" -> TestMethod.ofNumber(details.required("account_number"));
            default ->
                throw ApiRefusal.invalid(null, "type", "Expected type card or us_bank_account, but it is " + type);
        };
        if (method == null || method.isCard() != type.equals("card")) {
            throw ApiRefusal.invalid(
                    null, type, "Expected a number or token of Stripe's test methods, but this is none of them");
        }
        ObjectNode made = make(session, method);
        params.mergeMetadata(made);
        Params billing = params.inside("billing_details");
        ObjectNode kept = (ObjectNode) made.path("billing_details");
        billing.copyTexts(kept, "email", "name", "phone");
        return Answer.ok(made);
    }

    private static @Nullable TestMethod card(Params details) {
        String token = details.text("token");
        return token == null
                ? TestMethod.ofNumber(details.required("number").replace(" ", ""))
                : TestMethod.ofToken(token);
    }

    /** Makes a payment method that nobody has saved yet. */
    static ObjectNode make(Session session, TestMethod method) {
        ObjectNode made = session.create(KIND, "pm_");
        made.put("_test", method.name()).put("_set_up", false);
        made.put("allow_redisplay", "unspecified");
        ObjectNode billing = made.putObject("billing_details");
        Json.nulls(billing.putObject("address"), "city", "country", "line1", "line2", "postal_code", "state");
        Json.nulls(billing, "email", "name", "phone", "tax_id");
        Json.nulls(made, "customer", "customer_account").putObject("metadata");
        if (method.isCard()) {
            made.put("type", "card").set("card", cardDetails(session, method));
        } else {
            made.put("type", "us_bank_account").set("us_bank_account", bankDetails(method));
        }
        return made;
    }

    private static ObjectNode cardDetails(Session session, TestMethod method) {
        ObjectNode card = Json.object()
                .put("brand", method.brand())
                .put("country", "US")
                .put("display_brand", method.brand())
                .put("exp_month", 12)
                .put("exp_year", session.now().atZone(ZoneOffset.UTC).getYear() + 3)
                .put("fingerprint", fingerprint(method))
                .put("funding", method.funding())
                .put("last4", method.last4())
                .put("regulated_status", "unregulated");
        Json.nulls(card.putObject("checks"), "address_line1_check", "address_postal_code_check")
                .put("cvc_check", "pass");
        ObjectNode networks = card.putObject("networks");
        networks.putArray("available").add(method.brand());
        networks.putNull("preferred");
        card.putObject("three_d_secure_usage").put("supported", true);
        return Json.nulls(card, "generated_from", "wallet");
    }

    private static ObjectNode bankDetails(TestMethod method) {
        ObjectNode bank = Json.object()
                .put("account_holder_type", "company")
                .put("account_type", "checking")
                .put("bank_name", "STRIPE TEST BANK")
                .put("fingerprint", fingerprint(method))
                .put("last4", method.last4())
                .put("routing_number", "110000000");
        ObjectNode networks = bank.putObject("networks").put("preferred", "ach");
        networks.putArray("supported").add("ach");
        return Json.nulls(bank, "financial_connections_account", "status_details");
    }

    private static String fingerprint(TestMethod method) {
        return "Sim" + Integer.toString(method.number().hashCode() & Integer.MAX_VALUE, Character.MAX_RADIX);
    }

    /** Returns a payment method to change: a saved one, or a new one if the id is a test token. */
    static ObjectNode resolve(Session session, String id, String param) {
        TestMethod token = TestMethod.ofToken(id);
        return token == null ? session.edit(KIND, id, param) : make(session, token);
    }

    static Behaviour behaviour(ObjectNode method) {
        return TestMethod.valueOf(Json.text(method, "_test")).behaviour();
    }

    static boolean isSetUp(ObjectNode method) {
        return method.path("_set_up").asBoolean();
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "customer", "type");
        return Listing.page(
                session,
                KIND,
                request,
                Listing.where(request, "customer")
                        .and(Listing.where(request, "type"))
                        .and(PaymentMethods::isSaved));
    }

    private static boolean isSaved(ObjectNode method) {
        return Json.reference(method, "customer") != null;
    }

    private static Answer ofCustomer(Session session, ApiRequest request) {
        Listing.only(request, "type");
        session.get("customer", request.id(), "customer");
        return Listing.page(
                session,
                KIND,
                request,
                Listing.where(request, "type").and(m -> Json.text(m, "customer").equals(request.id())));
    }

    private static Answer oneOfCustomer(Session session, ApiRequest request) {
        String id = request.values().getOrDefault("method", "");
        ObjectNode method = session.get(KIND, id, KIND);
        if (!Json.text(method, "customer").equals(request.id())) {
            throw ApiRefusal.noSuch(KIND, id, KIND);
        }
        return Answer.ok(method);
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params().only("metadata", "billing_details", "allow_redisplay", "card");
        ObjectNode method = session.edit(KIND, request.id(), KIND);
        params.mergeMetadata(method);
        params.inside("billing_details")
                .copyTexts((ObjectNode) method.path("billing_details"), "email", "name", "phone");
        session.event("payment_method.updated", method);
        return Answer.ok(method);
    }

    private static Answer attach(Session session, ApiRequest request) {
        Params params = request.params().only("customer");
        String customer = params.required("customer");
        session.get("customer", customer, "customer");
        ObjectNode method = resolve(session, request.id(), KIND);
        String owner = Json.reference(method, "customer");
        if (owner != null && !owner.equals(customer)) {
            throw ApiRefusal.invalid(
                    "payment_method_unexpected_state", KIND, "Expected a method of no other customer, but it has one");
        }
        if (behaviour(method) instanceof Behaviour.Declines declines && !declines.onceSaved()) {
            return Answer.declined(Declined.error(declines, method));
        }
        save(session, method, customer);
        return Answer.ok(method);
    }

    static void save(Session session, ObjectNode method, String customer) {
        if (Json.reference(method, "customer") == null) {
            method.put("customer", customer);
            session.event("payment_method.attached", method);
        }
    }

    private static Answer detach(Session session, ApiRequest request) {
        request.params().only();
        return Answer.ok(detach(session, request.id()));
    }

    static ObjectNode detach(Session session, String id) {
        ObjectNode method = session.edit(KIND, id, KIND);
        String customer = Json.reference(method, "customer");
        if (customer == null) {
            throw ApiRefusal.invalid(
                    null, KIND, "Expected a method that is attached to a customer, but it is attached to none");
        }
        method.putNull("customer");
        method.put("_detached", true);
        Customers.forget(session, customer, id);
        session.event("payment_method.detached", method);
        return method;
    }
}
