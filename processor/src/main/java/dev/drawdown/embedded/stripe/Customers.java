package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Customers: whom money is taken from. */
final class Customers {
    static final String KIND = "customer";
    private static final String PATH = "/v1/customers";
    private static final String[] TEXTS = {"description", "email", "name", "phone"};
    private static final String[] ALLOWED = {
        "address", "description", "email", "invoice_settings", "metadata", "name", "payment_method", "phone"
    };
    private static final int PREFIX_LENGTH = 8;

    private Customers() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, Customers::create)
                .add("GET", PATH, Customers::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), "id")))
                .add("POST", PATH + "/{id}", Customers::update)
                .add("DELETE", PATH + "/{id}", Customers::delete);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params = request.params().only(ALLOWED);
        ObjectNode customer = session.create(KIND, "cus_");
        Json.nulls(customer, "address", "currency", "customer_account", "default_source", "description", "discount");
        Json.nulls(customer, "email", "name", "phone", "shipping", "test_clock");
        customer.put("balance", 0).put("delinquent", false).put("next_invoice_sequence", 1);
        String id = Json.text(customer, "id");
        customer.put("invoice_prefix", id.substring(id.length() - PREFIX_LENGTH).toUpperCase(Locale.ROOT));
        Json.nulls(customer.putObject("invoice_settings"), "custom_fields", "default_payment_method", "footer")
                .putNull("rendering_options");
        customer.putObject("metadata");
        customer.putArray("preferred_locales");
        customer.put("tax_exempt", "none");
        change(session, customer, params);
        String method = params.text("payment_method");
        if (method != null) {
            PaymentMethods.save(session, PaymentMethods.resolve(session, method, "payment_method"), id);
        }
        session.event("customer.created", customer);
        return Answer.ok(customer);
    }

    private static void change(Session session, ObjectNode customer, Params params) {
        params.copyTexts(customer, TEXTS);
        params.mergeMetadata(customer);
        if (params.has("address")) {
            ObjectNode address = customer.putObject("address");
            Json.nulls(address, "city", "country", "line1", "line2", "postal_code", "state");
            params.inside("address").copyTexts(address, "city", "country", "line1", "line2", "postal_code", "state");
        }
        Params settings = params.inside("invoice_settings").only("default_payment_method", "footer", "custom_fields");
        String method = settings.text("default_payment_method");
        if (method != null) {
            ObjectNode wanted = session.get(PaymentMethods.KIND, method, "invoice_settings[default_payment_method]");
            if (!Json.text(wanted, "customer").equals(Json.text(customer, "id"))) {
                throw ApiRefusal.invalid(
                        "resource_missing",
                        "invoice_settings[default_payment_method]",
                        "Expected a payment method of this customer, but " + method + " is not");
            }
        }
        settings.copyTexts((ObjectNode) customer.path("invoice_settings"), "default_payment_method", "footer");
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "email");
        return Listing.page(session, KIND, request, Listing.where(request, "email"));
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params().only(ALLOWED);
        ObjectNode customer = session.edit(KIND, request.id(), "id");
        change(session, customer, params);
        session.event("customer.updated", customer);
        return Answer.ok(customer);
    }

    private static Answer delete(Session session, ApiRequest request) {
        request.params().only();
        ObjectNode customer = session.get(KIND, request.id(), "id");
        for (ObjectNode method : session.newestFirst(PaymentMethods.KIND)) {
            if (Json.text(method, "customer").equals(request.id())) {
                session.edit(PaymentMethods.KIND, Json.text(method, "id")).putNull("customer");
            }
        }
        session.event("customer.deleted", customer);
        session.remove(request.id());
        return Answer.ok(
                Json.object().put("id", request.id()).put("object", KIND).put("deleted", true));
    }

    /** Takes a payment method away as the default. */
    static void forget(Session session, String customer, String method) {
        if (session.find(customer) != null
                && Json.text(session.get(KIND, customer, "id").path("invoice_settings"), "default_payment_method")
                        .equals(method)) {
            ObjectNode changed = session.edit(KIND, customer);
            ((ObjectNode) changed.path("invoice_settings")).putNull("default_payment_method");
            session.event("customer.updated", changed);
        }
    }
}
