package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Invoices: drafted, finalized, then paid by card or by the customer, voided, or given up. */
final class Invoices {
    static final String KIND = "invoice";
    private static final String PATH = "/v1/invoices";
    private static final String SENT = "send_invoice";
    private static final String[] CREATE = {
        "auto_advance",
        "collection_method",
        "currency",
        "custom_fields",
        "customer",
        "days_until_due",
        "default_payment_method",
        "description",
        "due_date",
        "footer",
        "metadata",
        "pending_invoice_items_behavior"
    };

    private Invoices() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, Invoices::create)
                .add("GET", PATH, Invoices::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), KIND)))
                .add("POST", PATH + "/{id}", Invoices::update)
                .add("DELETE", PATH + "/{id}", Invoices::delete)
                .add("POST", PATH + "/{id}/finalize", InvoiceLife::finish)
                .add("POST", PATH + "/{id}/pay", InvoiceLife::pay)
                .add("POST", PATH + "/{id}/send", InvoiceLife::send)
                .add("POST", PATH + "/{id}/void", InvoiceLife::voided)
                .add("POST", PATH + "/{id}/mark_uncollectible", InvoiceLife::giveUp)
                .add("GET", "/v1/invoice_payments", InvoiceLife::payments);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params = request.params().only(CREATE);
        String customer = params.required("customer");
        ObjectNode payer = session.get(Customers.KIND, customer, "customer");
        String collection = params.oneOf("collection_method", "charge_automatically", SENT);
        if (collection.equals(SENT) && Json.text(payer, "email").isEmpty()) {
            throw ApiRefusal.invalid(
                    null,
                    null,
                    "Expected a customer with an e-mail, since the invoice is to be sent, but there is none");
        }
        ObjectNode invoice = make(session, payer);
        String currency = params.text("currency");
        invoice.put("currency", currency == null ? "usd" : currency.toLowerCase(Locale.ROOT));
        invoice.put("collection_method", collection);
        invoice.put("auto_advance", params.flag("auto_advance", false));
        putDueDate(session, invoice, params);
        params.copyTexts(invoice, "default_payment_method", "description", "footer");
        params.mergeMetadata(invoice);
        if (params.oneOf("pending_invoice_items_behavior", "exclude", "include").equals("include")) {
            takePending(session, invoice);
        }
        total(session, invoice);
        session.event("invoice.created", invoice);
        return Answer.ok(invoice);
    }

    private static ObjectNode make(Session session, ObjectNode payer) {
        ObjectNode invoice = session.create(KIND, "in_");
        for (String zero : Arrays.asList(
                "amount_due",
                "amount_overpaid",
                "amount_paid",
                "amount_paid_off_stripe",
                "amount_remaining",
                "amount_shipping",
                "attempt_count",
                "post_payment_credit_notes_amount",
                "pre_payment_credit_notes_amount",
                "starting_balance",
                "subtotal",
                "total")) {
            invoice.put(zero, 0);
        }
        Json.nulls(invoice, "account_country", "account_name", "account_tax_ids", "application");
        Json.nulls(
                invoice, "automatically_finalizes_at", "custom_fields", "customer_account", "default_payment_method");
        Json.nulls(invoice, "default_source", "description", "due_date", "effective_at", "ending_balance", "footer");
        Json.nulls(invoice, "from_invoice", "hosted_invoice_url", "invoice_pdf", "last_finalization_error");
        Json.nulls(invoice, "latest_revision", "next_payment_attempt", "number", "on_behalf_of", "parent");
        Json.nulls(invoice, "receipt_number", "rendering", "shipping_cost", "shipping_details", "statement_descriptor");
        Json.nulls(invoice, "subtotal_excluding_tax", "test_clock", "total_excluding_tax", "webhooks_delivered_at");
        Json.nulls(invoice.putObject("automatic_tax").put("enabled", false), "disabled_reason", "liability")
                .putNull("provider")
                .putNull("status");
        invoice.put("attempted", false).put("billing_reason", "manual").put("status", "draft");
        invoice.put("customer", Json.text(payer, "id")).put("customer_tax_exempt", "none");
        for (String copied : new String[] {"address", "email", "name", "phone", "shipping"}) {
            invoice.set("customer_" + copied, payer.path(copied).deepCopy());
        }
        for (String empty : new String[] {
            "customer_tax_ids", "default_tax_rates", "discounts", "total_discount_amounts", "total_taxes"
        }) {
            invoice.putArray(empty);
        }
        invoice.putArray("total_pretax_credit_amounts");
        invoice.putObject("issuer").put("type", "self");
        invoice.putObject("metadata");
        Json.nulls(invoice.putObject("payment_settings"), "default_mandate", "payment_method_options")
                .putNull("payment_method_types");
        invoice.put("period_start", session.seconds()).put("period_end", session.seconds());
        Json.nulls(invoice.putObject("status_transitions"), "finalized_at", "marked_uncollectible_at", "paid_at")
                .putNull("voided_at");
        return invoice;
    }

    private static void putDueDate(Session session, ObjectNode invoice, Params params) {
        boolean sent = Json.text(invoice, "collection_method").equals(SENT);
        if (!sent) {
            if (params.has("days_until_due") || params.has("due_date")) {
                throw ApiRefusal.invalid(
                        null, "due_date", "Expected collection_method send_invoice with a due date, but it is another");
            }
            return;
        }
        if (params.has("due_date")) {
            long due = params.requiredInteger("due_date");
            if (due < session.seconds()) {
                throw ApiRefusal.invalid(null, "due_date", "Expected a due date that is not in the past, but it is");
            }
            invoice.put("due_date", due);
        } else {
            Duration days = Duration.ofDays(params.requiredInteger("days_until_due"));
            invoice.put("due_date", session.now().plus(days).getEpochSecond());
        }
    }

    private static void takePending(Session session, ObjectNode invoice) {
        for (ObjectNode item : session.newestFirst(InvoiceItems.KIND)) {
            if (Json.reference(item, "invoice") == null
                    && Json.text(item, "customer").equals(Json.text(invoice, "customer"))) {
                session.edit(InvoiceItems.KIND, Json.text(item, "id")).put("invoice", Json.text(invoice, "id"));
            }
        }
    }

    /** Adds its items up anew. */
    static void total(Session session, ObjectNode invoice) {
        String id = Json.text(invoice, "id");
        ObjectNode lines = Json.list("/v1/invoices/" + id + "/lines", List.of(), false);
        ArrayNode data = (ArrayNode) lines.path("data");
        long sum = 0;
        for (ObjectNode item : InvoiceItems.of(session, id)) {
            if (!Json.text(item, "currency").equals(Json.text(invoice, "currency"))) {
                throw ApiRefusal.invalid(null, "currency", "Expected items in the invoice's currency, but one is not");
            }
            sum += item.path("amount").asLong();
            data.add(InvoiceItems.line(item));
        }
        invoice.set("lines", lines);
        for (String name : new String[] {"amount_due", "amount_remaining", "subtotal", "total"}) {
            invoice.put(name, sum);
        }
        invoice.put("subtotal_excluding_tax", sum).put("total_excluding_tax", sum);
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "collection_method", "customer", "due_date", "status");
        return Listing.page(
                session,
                KIND,
                request,
                Listing.where(request, "customer")
                        .and(Listing.where(request, "status"))
                        .and(Listing.where(request, "collection_method")));
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params =
                request.params().only("auto_advance", "default_payment_method", "description", "footer", "metadata");
        ObjectNode invoice = session.edit(KIND, request.id(), KIND);
        if (params.has("description") || params.has("footer")) {
            requireStatus(invoice, "draft");
        }
        params.copyTexts(invoice, "default_payment_method", "description", "footer");
        invoice.put(
                "auto_advance",
                params.flag("auto_advance", invoice.path("auto_advance").asBoolean()));
        params.mergeMetadata(invoice);
        session.event("invoice.updated", invoice);
        return Answer.ok(invoice);
    }

    private static Answer delete(Session session, ApiRequest request) {
        request.params().only();
        requireStatus(session.get(KIND, request.id(), KIND), "draft");
        for (ObjectNode item : InvoiceItems.of(session, request.id())) {
            session.remove(Json.text(item, "id"));
        }
        session.remove(request.id());
        return Answer.ok(
                Json.object().put("id", request.id()).put("object", KIND).put("deleted", true));
    }

    static void requireStatus(ObjectNode invoice, String... wanted) {
        String status = Json.text(invoice, "status");
        if (!Arrays.asList(wanted).contains(status)) {
            throw ApiRefusal.invalid(
                    status.equals("draft") ? null : "invoice_not_editable",
                    KIND,
                    "Expected an invoice of status " + String.join(" or ", wanted) + ", but it is " + status);
        }
    }

    /** A payment has succeeded: the invoice that it is for, if any, is paid. */
    static void paymentSucceeded(Session session, ObjectNode intent) {
        ObjectNode invoice = invoiceOf(session, intent);
        if (invoice != null && !Json.text(invoice, "status").equals("paid")) {
            InvoiceLife.paid(session, invoice, intent.path("amount_received").asLong());
        }
    }

    /** A payment has failed: the invoice that it is for, if any, stays open. */
    static void paymentFailed(Session session, ObjectNode intent) {
        ObjectNode invoice = invoiceOf(session, intent);
        if (invoice != null) {
            invoice.put("attempted", true)
                    .put("attempt_count", invoice.path("attempt_count").asInt() + 1);
            session.event("invoice.payment_failed", invoice);
        }
    }

    private static @Nullable ObjectNode invoiceOf(Session session, ObjectNode intent) {
        String id = Json.reference(intent, "_invoice");
        return id == null || session.find(id) == null ? null : session.edit(KIND, id);
    }
}
