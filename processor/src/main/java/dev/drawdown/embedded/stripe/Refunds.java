package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.embedded.stripe.Behaviour.RefundsLate;

/** Refunds: money that goes back, at once or after a while. */
final class Refunds {
    static final String KIND = "refund";
    private static final String PATH = "/v1/refunds";

    private Refunds() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, Refunds::create)
                .add("GET", PATH, Refunds::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), KIND)))
                .add("POST", PATH + "/{id}", Refunds::update);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params = request.params().only("amount", "charge", "metadata", "payment_intent", "reason");
        ObjectNode charge = session.edit(Charges.KIND, charge(session, params), "charge");
        long left = charge.path("amount_captured").asLong()
                - charge.path("amount_refunded").asLong();
        long amount = params.integer("amount", left);
        requireRefundable(charge, amount, left);
        ObjectNode refund = session.create(KIND, Json.text(charge, "id").startsWith("py_") ? "pyr_" : "re_");
        refund.remove("livemode");
        refund.put("amount", amount);
        Json.nulls(refund, "balance_transaction", "reason", "receipt_number");
        Json.nulls(refund, "source_transfer_reversal", "transfer_reversal").putObject("metadata");
        refund.put("charge", Json.text(charge, "id")).put("payment_intent", Json.text(charge, "payment_intent"));
        refund.set("currency", charge.path("currency"));
        if (params.has("reason")) {
            refund.put("reason", params.oneOf("reason", "requested_by_customer", "duplicate", "fraudulent"));
        }
        params.mergeMetadata(refund);
        carryOut(session, refund, charge);
        session.event("refund.created", refund);
        session.event("charge.refunded", charge);
        return Answer.ok(refund);
    }

    private static String charge(Session session, Params params) {
        String charge = params.text("charge");
        if (charge != null) {
            return charge;
        }
        ObjectNode intent = session.get(PaymentIntents.KIND, params.required("payment_intent"), "payment_intent");
        String latest = Json.reference(intent, "latest_charge");
        if (latest == null) {
            throw ApiRefusal.invalid(
                    null, "payment_intent", "Expected a payment with a successful charge, but it has none");
        }
        return latest;
    }

    private static void requireRefundable(ObjectNode charge, long amount, long left) {
        if (!charge.path("paid").asBoolean()) {
            throw ApiRefusal.invalid(null, "charge", "Expected a charge that succeeded, but it did not");
        }
        if (charge.path("disputed").asBoolean() && charge.path("_lost").asBoolean(true)) {
            throw ApiRefusal.invalid(
                    "charge_disputed", "charge", "Expected a charge without a dispute, but it has one");
        }
        if (left == 0) {
            throw ApiRefusal.invalid(
                    "charge_already_refunded", null, "Expected a charge with something left, but all is refunded");
        }
        if (amount < 1 || amount > left) {
            throw ApiRefusal.invalid(null, "amount", "Expected an amount from 1 to " + left + ", but it is " + amount);
        }
    }

    private static void carryOut(Session session, ObjectNode refund, ObjectNode charge) {
        TestMethod method = TestMethod.valueOf(Json.text(charge, "_test"));
        String id = Json.text(refund, "id");
        ObjectNode destination = refund.putObject("destination_details");
        if (method.isCard()) {
            destination
                    .put("type", "card")
                    .putObject("card")
                    .put("type", "refund")
                    .put("reference_status", "pending");
        } else {
            destination.put("type", "us_bank_transfer").putObject("us_bank_transfer");
        }
        boolean late = method.behaviour() instanceof RefundsLate || !method.isCard();
        boolean fails = method.behaviour() instanceof RefundsLate(boolean failing) && failing;
        // The documented failing card looks well at first.
        refund.put("status", late && !fails ? "pending" : "succeeded");
        if (late) {
            session.later(fails ? Due.FAIL_REFUND : Due.SETTLE_REFUND, id, "", Due.SETTLING);
        }
        take(charge, refund.path("amount").asLong());
    }

    private static void take(ObjectNode charge, long amount) {
        long refunded = charge.path("amount_refunded").asLong() + amount;
        charge.put("amount_refunded", refunded);
        charge.put("refunded", refunded == charge.path("amount_captured").asLong());
    }

    static void settle(Session session, ObjectNode refund) {
        if (Json.text(refund, "status").equals("pending")) {
            refund.put("status", "succeeded");
            session.event("refund.updated", refund);
            session.event("charge.refund.updated", refund);
        }
    }

    static void fail(Session session, ObjectNode refund) {
        if (Json.text(refund, "status").equals("failed")) {
            return;
        }
        refund.put("status", "failed").put("failure_reason", "expired_or_canceled_card");
        ObjectNode charge = session.edit(Charges.KIND, Json.text(refund, "charge"));
        take(charge, -refund.path("amount").asLong());
        session.event("refund.failed", refund);
        session.event("charge.refund.updated", refund);
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "charge", "payment_intent");
        return Listing.page(
                session, KIND, request, Listing.where(request, "charge").and(Listing.where(request, "payment_intent")));
    }

    static Answer ofCharge(Session session, ApiRequest request) {
        Listing.only(request);
        session.get(Charges.KIND, request.id(), "charge");
        return Listing.page(
                session, KIND, request, refund -> Json.text(refund, "charge").equals(request.id()));
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params().only("metadata");
        ObjectNode refund = session.edit(KIND, request.id(), KIND);
        params.mergeMetadata(refund);
        session.event("refund.updated", refund);
        return Answer.ok(refund);
    }
}
