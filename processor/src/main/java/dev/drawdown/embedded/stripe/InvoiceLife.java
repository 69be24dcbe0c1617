package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What becomes of an invoice once it is written. */
final class InvoiceLife {
    static final String PAYMENT = "invoice_payment";

    private InvoiceLife() {}

    static Answer finish(Session session, ApiRequest request) {
        request.params().only("auto_advance");
        ObjectNode invoice = session.edit(Invoices.KIND, request.id(), Invoices.KIND);
        Invoices.requireStatus(invoice, "draft");
        finish(session, invoice);
        return Answer.ok(invoice);
    }

    private static void finish(Session session, ObjectNode invoice) {
        String id = Json.text(invoice, "id");
        ObjectNode payer = session.edit(Customers.KIND, Json.text(invoice, "customer"));
        int sequence = payer.path("next_invoice_sequence").asInt();
        payer.put("next_invoice_sequence", sequence + 1);
        invoice.put("number", "%s-%04d".formatted(Json.text(payer, "invoice_prefix"), sequence));
        invoice.put("status", "open").put("effective_at", session.seconds()).put("ending_balance", 0);
        invoice.put("hosted_invoice_url", session.page("invoices/" + id));
        invoice.put("invoice_pdf", session.page("invoices/" + id + "/pdf"));
        transition(invoice, "finalized_at", session);
        session.event("invoice.finalized", invoice);
        long due = invoice.path("amount_due").asLong();
        if (due == 0) {
            paid(session, invoice, 0);
            return;
        }
        Minimums.check(due, Json.text(invoice, "currency"));
        ObjectNode intent = PaymentIntents.make(session, due, Json.text(invoice, "currency"));
        intent.put("customer", Json.text(invoice, "customer")).put("_invoice", id);
        intent.put("description", "Invoice " + Json.text(invoice, "number"));
        intent.putArray("payment_method_types").add("card").add("us_bank_account");
        session.event("payment_intent.created", intent);
        ObjectNode payment = session.create(PAYMENT, "inpay_");
        payment.put("amount_requested", due).put("currency", Json.text(invoice, "currency"));
        payment.put("invoice", id).put("is_default", true).put("status", "open").putNull("amount_paid");
        payment.putObject("payment").put("type", "payment_intent").put("payment_intent", Json.text(intent, "id"));
        Json.nulls(payment.putObject("status_transitions"), "canceled_at", "paid_at");
    }

    private static void transition(ObjectNode invoice, String name, Session session) {
        ((ObjectNode) invoice.path("status_transitions")).put(name, session.seconds());
    }

    static Answer pay(Session session, ApiRequest request) {
        Params params = request.params().only("off_session", "paid_out_of_band", "payment_method");
        ObjectNode invoice = session.edit(Invoices.KIND, request.id(), Invoices.KIND);
        if (Json.text(invoice, "status").equals("draft")) {
            finish(session, invoice);
        }
        if (params.flag("paid_out_of_band", false)) {
            Invoices.requireStatus(invoice, "open", "uncollectible");
            cancelPayment(session, invoice);
            invoice.put("amount_paid_off_stripe", invoice.path("amount_due").asLong());
            paid(session, invoice, invoice.path("amount_due").asLong());
            return Answer.ok(invoice);
        }
        Invoices.requireStatus(invoice, "open", "uncollectible");
        String method = method(session, invoice, params);
        return collect(session, invoice, method, params.flag("off_session", true));
    }

    private static String method(Session session, ObjectNode invoice, Params params) {
        String given = params.text("payment_method");
        String own = Json.reference(invoice, "default_payment_method");
        ObjectNode payer = session.get(Customers.KIND, Json.text(invoice, "customer"), "customer");
        String usual = Json.reference(payer.path("invoice_settings"), "default_payment_method");
        String chosen = given != null ? given : own != null ? own : usual;
        if (chosen == null) {
            throw ApiRefusal.invalid(
                    null, "payment_method", "Expected a payment method or a default one, but the customer has none");
        }
        return chosen;
    }

    /** Collects an open invoice with a payment method. */
    static Answer collect(Session session, ObjectNode invoice, String methodId, boolean offSession) {
        ObjectNode method = PaymentMethods.resolve(session, methodId, "payment_method");
        ObjectNode intent = intentOf(session, invoice);
        if (intent == null || !PaymentIntents.isOpen(intent)) {
            throw ApiRefusal.invalid(
                    "payment_intent_unexpected_state", null, "Expected an open payment, but the invoice has none");
        }
        Answer answer = Collecting.attempt(session, intent, method, offSession, null);
        return answer.isOk() ? Answer.ok(invoice) : answer;
    }

    private static @Nullable ObjectNode intentOf(Session session, ObjectNode invoice) {
        ObjectNode payment = payment(session, invoice);
        return payment == null
                ? null
                : session.edit(PaymentIntents.KIND, Json.text(payment.path("payment"), "payment_intent"));
    }

    private static @Nullable ObjectNode payment(Session session, ObjectNode invoice) {
        for (ObjectNode payment : session.newestFirst(PAYMENT)) {
            if (Json.text(payment, "invoice").equals(Json.text(invoice, "id"))) {
                return session.edit(PAYMENT, Json.text(payment, "id"));
            }
        }
        return null;
    }

    static void paid(Session session, ObjectNode invoice, long amount) {
        invoice.put("status", "paid").put("attempted", true).put("amount_paid", amount);
        invoice.put("amount_remaining", invoice.path("amount_due").asLong() - amount);
        invoice.put("attempt_count", invoice.path("attempt_count").asInt() + 1);
        transition(invoice, "paid_at", session);
        ObjectNode payment = payment(session, invoice);
        if (payment != null && Json.text(payment, "status").equals("open")) {
            payment.put("status", "paid").put("amount_paid", amount);
            ((ObjectNode) payment.path("status_transitions")).put("paid_at", session.seconds());
            session.event("invoice_payment.paid", payment);
        }
        session.event("invoice.paid", invoice);
        session.event("invoice.payment_succeeded", invoice);
    }

    static Answer send(Session session, ApiRequest request) {
        request.params().only();
        ObjectNode invoice = session.edit(Invoices.KIND, request.id(), Invoices.KIND);
        if (Json.text(invoice, "status").equals("draft")) {
            finish(session, invoice);
        }
        Invoices.requireStatus(invoice, "open");
        session.event("invoice.sent", invoice);
        return Answer.ok(invoice);
    }

    static Answer voided(Session session, ApiRequest request) {
        request.params().only();
        ObjectNode invoice = session.edit(Invoices.KIND, request.id(), Invoices.KIND);
        Invoices.requireStatus(invoice, "open", "uncollectible");
        requireNothingUnderWay(session, invoice);
        cancelPayment(session, invoice);
        invoice.put("status", "void");
        transition(invoice, "voided_at", session);
        session.event("invoice.voided", invoice);
        return Answer.ok(invoice);
    }

    private static void requireNothingUnderWay(Session session, ObjectNode invoice) {
        ObjectNode intent = intentOf(session, invoice);
        if (intent != null && Json.text(intent, "status").equals("processing")) {
            throw ApiRefusal.invalid(
                    null, Invoices.KIND, "Expected an invoice without a payment under way, but it has one");
        }
    }

    private static void cancelPayment(Session session, ObjectNode invoice) {
        ObjectNode intent = intentOf(session, invoice);
        ObjectNode payment = payment(session, invoice);
        if (intent != null && PaymentIntents.isOpen(intent)) {
            PaymentIntents.cancel(session, intent, "void_invoice");
        }
        if (payment != null) {
            payment.put("status", "canceled");
            ((ObjectNode) payment.path("status_transitions")).put("canceled_at", session.seconds());
        }
    }

    static Answer giveUp(Session session, ApiRequest request) {
        request.params().only();
        ObjectNode invoice = session.edit(Invoices.KIND, request.id(), Invoices.KIND);
        Invoices.requireStatus(invoice, "open");
        invoice.put("status", "uncollectible");
        transition(invoice, "marked_uncollectible_at", session);
        session.event("invoice.marked_uncollectible", invoice);
        return Answer.ok(invoice);
    }

    static Answer payments(Session session, ApiRequest request) {
        Listing.only(request, "invoice", "payment", "status");
        String intent = request.params().inside("payment").text("payment_intent");
        return Listing.page(
                session,
                PAYMENT,
                request,
                Listing.where(request, "invoice")
                        .and(Listing.where(request, "status"))
                        .and(p -> intent == null
                                || Json.text(p.path("payment"), "payment_intent")
                                        .equals(intent)));
    }
}
