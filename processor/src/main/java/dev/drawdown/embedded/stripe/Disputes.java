package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Disputes: a customer who asks their bank for the money back; won with the documented evidence, lost without. */
final class Disputes {
    static final String KIND = "dispute";
    private static final String PATH = "/v1/disputes";
    private static final Duration TIME_TO_ANSWER = Duration.ofDays(9);
    private static final String[] EVIDENCE = {
        "access_activity_log",
        "billing_address",
        "cancellation_policy",
        "cancellation_policy_disclosure",
        "cancellation_rebuttal",
        "customer_communication",
        "customer_email_address",
        "customer_name",
        "customer_purchase_ip",
        "customer_signature",
        "duplicate_charge_documentation",
        "duplicate_charge_explanation",
        "duplicate_charge_id",
        "product_description",
        "receipt",
        "refund_policy",
        "refund_policy_disclosure",
        "refund_refusal_explanation",
        "service_date",
        "service_documentation",
        "shipping_address",
        "shipping_carrier",
        "shipping_date",
        "shipping_documentation",
        "shipping_tracking_number",
        "uncategorized_file",
        "uncategorized_text"
    };

    private Disputes() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("GET", PATH, Disputes::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), KIND)))
                .add("POST", PATH + "/{id}", Disputes::update)
                .add("POST", PATH + "/{id}/close", Disputes::close);
    }

    /** Opens a dispute over a charge, unless it has one. */
    static ObjectNode open(Session session, ObjectNode charge, String reason, String status) {
        for (ObjectNode earlier : session.newestFirst(KIND)) {
            if (Json.text(earlier, "charge").equals(Json.text(charge, "id"))) {
                return earlier;
            }
        }
        ObjectNode dispute = session.create(KIND, "du_");
        dispute.put(
                "amount",
                charge.path("amount").asLong() - charge.path("amount_refunded").asLong());
        dispute.set("currency", charge.path("currency"));
        dispute.put("charge", Json.text(charge, "id")).put("payment_intent", Json.text(charge, "payment_intent"));
        dispute.putArray("balance_transactions");
        dispute.putArray("enhanced_eligibility_types");
        ObjectNode evidence = Json.nulls(dispute.putObject("evidence"), EVIDENCE);
        evidence.putObject("enhanced_evidence");
        ObjectNode details = dispute.putObject("evidence_details");
        details.put("due_by", session.now().plus(TIME_TO_ANSWER).getEpochSecond());
        details.put("has_evidence", false).put("past_due", false).put("submission_count", 0);
        details.putObject("enhanced_eligibility");
        dispute.put("is_charge_refundable", status.startsWith("warning"));
        dispute.putObject("metadata");
        ObjectNode card =
                dispute.putObject("payment_method_details").put("type", "card").putObject("card");
        card.put("brand", Json.text(charge.path("payment_method_details").path("card"), "brand"));
        card.put("case_type", status.startsWith("warning") ? "inquiry" : "chargeback");
        card.put("network_reason_code", "10");
        dispute.put("reason", reason).put("status", status);
        charge.put("disputed", true);
        session.event("charge.dispute.created", dispute);
        if (!status.startsWith("warning")) {
            session.event("charge.dispute.funds_withdrawn", dispute);
        }
        return dispute;
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "charge", "payment_intent");
        return Listing.page(
                session, KIND, request, Listing.where(request, "charge").and(Listing.where(request, "payment_intent")));
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params().only("evidence", "metadata", "submit");
        ObjectNode dispute = session.edit(KIND, request.id(), KIND);
        params.mergeMetadata(dispute);
        Params evidence = params.inside("evidence");
        if (params.has("evidence")) {
            requireOpen(dispute);
            evidence.only(EVIDENCE).copyTexts((ObjectNode) dispute.path("evidence"), EVIDENCE);
            ((ObjectNode) dispute.path("evidence_details")).put("has_evidence", true);
        }
        if (params.has("evidence") && params.flag("submit", true)) {
            ObjectNode details = (ObjectNode) dispute.path("evidence_details");
            details.put("submission_count", details.path("submission_count").asInt() + 1);
            String text = Json.text(dispute.path("evidence"), "uncategorized_text");
            if (text.equals("winning_evidence")) {
                end(session, dispute, true);
            } else if (text.equals("losing_evidence")) {
                end(session, dispute, false);
            } else {
                dispute.put("status", Json.text(dispute, "status").replace("needs_response", "under_review"));
                session.event("charge.dispute.updated", dispute);
            }
        }
        return Answer.ok(dispute);
    }

    private static Answer close(Session session, ApiRequest request) {
        request.params().only();
        ObjectNode dispute = session.edit(KIND, request.id(), KIND);
        requireOpen(dispute);
        end(session, dispute, false);
        return Answer.ok(dispute);
    }

    private static void requireOpen(ObjectNode dispute) {
        if (isEnded(dispute)) {
            throw ApiRefusal.invalid(
                    null, KIND, "Expected an open dispute, but its status is " + Json.text(dispute, "status"));
        }
    }

    private static boolean isEnded(ObjectNode dispute) {
        String status = Json.text(dispute, "status");
        return status.equals("won") || status.equals("lost") || status.equals("warning_closed");
    }

    static void end(Session session, ObjectNode dispute, boolean won) {
        if (isEnded(dispute)) {
            return;
        }
        boolean inquiry = Json.text(dispute, "status").startsWith("warning");
        dispute.put("status", inquiry ? "warning_closed" : won ? "won" : "lost");
        session.event("charge.dispute.closed", dispute);
        if (won && !inquiry) {
            session.event("charge.dispute.funds_reinstated", dispute);
        }
        if (won || inquiry) {
            session.edit(Charges.KIND, Json.text(dispute, "charge")).put("_lost", false);
        }
    }
}
