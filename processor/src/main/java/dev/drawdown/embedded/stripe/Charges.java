package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Charges: each attempt to move money, whether it moved or not. */
final class Charges {
    static final String KIND = "charge";
    private static final String PATH = "/v1/charges";

    private Charges() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("GET", PATH, Charges::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), KIND)))
                .add("POST", PATH + "/{id}", Charges::update)
                .add("GET", PATH + "/{id}/refunds", Refunds::ofCharge);
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "customer", "payment_intent");
        return Listing.page(
                session,
                KIND,
                request,
                Listing.where(request, "customer").and(Listing.where(request, "payment_intent")));
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params().only("description", "metadata", "receipt_email");
        ObjectNode charge = session.edit(KIND, request.id(), KIND);
        params.copyTexts(charge, "description", "receipt_email");
        params.mergeMetadata(charge);
        session.event("charge.updated", charge);
        return Answer.ok(charge);
    }

    /** Adds the charge of an attempt, and makes it the intent's latest. */
    static ObjectNode make(Session session, ObjectNode intent, ObjectNode method, String status) {
        boolean bank = Json.text(method, "type").equals("us_bank_account");
        ObjectNode charge = session.create(KIND, bank ? "py_" : "ch_");
        charge.put("amount", intent.path("amount").asLong())
                .put("amount_captured", 0)
                .put("amount_refunded", 0);
        Json.nulls(charge, "application", "application_fee", "application_fee_amount", "balance_transaction");
        Json.nulls(charge, "failure_balance_transaction", "failure_code", "failure_message", "on_behalf_of");
        Json.nulls(charge, "receipt_number", "receipt_url", "review", "shipping", "source_transfer");
        Json.nulls(charge, "statement_descriptor_suffix", "transfer_data", "transfer_group");
        charge.set("billing_details", method.path("billing_details").deepCopy());
        charge.set("metadata", intent.path("metadata").deepCopy());
        for (String copied :
                new String[] {"currency", "customer", "description", "receipt_email", "statement_descriptor"}) {
            charge.set(copied, intent.path(copied));
        }
        charge.put("calculated_statement_descriptor", bank ? null : "DRAWDOWN SIMULATOR");
        charge.put("captured", false).put("disputed", false).put("paid", false).put("refunded", false);
        charge.putObject("fraud_details");
        charge.putObject("radar_options");
        charge.set("outcome", outcome("approved_by_network", "authorized"));
        charge.put("payment_intent", Json.text(intent, "id")).put("payment_method", Json.text(method, "id"));
        charge.set("payment_method_details", details(method));
        charge.put("status", status).put("_test", Json.text(method, "_test"));
        intent.put("latest_charge", Json.text(charge, "id"));
        return charge;
    }

    private static ObjectNode outcome(String networkStatus, String type) {
        ObjectNode outcome = Json.object().put("network_status", networkStatus).put("type", type);
        outcome.put("risk_level", "normal").put("seller_message", "Simulated: " + type.replace('_', ' '));
        return Json.nulls(outcome, "advice_code", "network_advice_code", "network_decline_code", "reason");
    }

    private static ObjectNode details(ObjectNode method) {
        String type = Json.text(method, "type");
        ObjectNode details = Json.object().put("type", type);
        ObjectNode inner = ((ObjectNode) method.path(type)).deepCopy();
        if (type.equals("card")) {
            inner.put("network", Json.text(inner, "brand"));
            inner.remove("networks");
            inner.remove("three_d_secure_usage");
            inner.putNull("three_d_secure");
        } else {
            inner.remove("networks");
        }
        details.set(type, inner);
        return details;
    }

    static void succeed(Session session, ObjectNode charge) {
        String id = Json.text(charge, "id");
        charge.put("status", "succeeded").put("paid", true).put("captured", true);
        charge.put("amount_captured", charge.path("amount").asLong());
        charge.put("receipt_url", session.page("receipts/" + id));
    }

    static void fail(ObjectNode charge, ObjectNode error) {
        charge.put("status", "failed")
                .put("failure_code", Json.text(error, "code"))
                .put("failure_message", Json.text(error, "message"));
        ObjectNode outcome = outcome("declined_by_network", "issuer_declined");
        outcome.put("reason", Json.reference(error, "decline_code"));
        outcome.put("advice_code", Json.reference(error, "advice_code"));
        outcome.put("network_decline_code", Json.reference(error, "network_decline_code"));
        charge.set("outcome", outcome);
    }
}
