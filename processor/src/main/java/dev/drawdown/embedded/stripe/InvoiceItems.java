package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Invoice items: what an invoice asks money for, each of which becomes a line of it. */
final class InvoiceItems {
    static final String KIND = "invoiceitem";
    private static final String PATH = "/v1/invoiceitems";

    private InvoiceItems() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, InvoiceItems::create)
                .add("GET", PATH, InvoiceItems::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), KIND)))
                .add("DELETE", PATH + "/{id}", InvoiceItems::delete);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params =
                request.params().only("amount", "currency", "customer", "description", "invoice", "metadata", "period");
        String customer = params.required("customer");
        session.get(Customers.KIND, customer, "customer");
        String invoice = params.text("invoice");
        String currency = params.text("currency");
        if (invoice != null) {
            ObjectNode wanted = session.get(Invoices.KIND, invoice, "invoice");
            Invoices.requireStatus(wanted, "draft");
            currency = currency == null ? Json.text(wanted, "currency") : currency;
        }
        ObjectNode item = session.create(KIND, "ii_");
        item.remove("created");
        item.put("amount", params.requiredInteger("amount"));
        item.put("currency", (currency == null ? params.required("currency") : currency).toLowerCase(Locale.ROOT));
        item.put("customer", customer).put("date", session.seconds()).put("discountable", true);
        Json.nulls(item, "customer_account", "description", "parent", "test_clock");
        item.put("invoice", invoice).put("proration", false).put("quantity", 1).put("quantity_decimal", "1");
        item.putArray("discounts");
        item.putArray("tax_rates");
        item.putObject("metadata");
        item.putObject("period").put("start", session.seconds()).put("end", session.seconds());
        item.putObject("pricing")
                .put("type", "price_details")
                .put("unit_amount_decimal", Long.toString(item.path("amount").asLong()));
        params.copyTexts(item, "description");
        params.mergeMetadata(item);
        session.event("invoiceitem.created", item);
        if (invoice != null) {
            Invoices.total(session, session.edit(Invoices.KIND, invoice));
        }
        return Answer.ok(item);
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "customer", "invoice", "pending");
        return Listing.page(
                session, KIND, request, Listing.where(request, "customer").and(Listing.where(request, "invoice")));
    }

    private static Answer delete(Session session, ApiRequest request) {
        request.params().only();
        ObjectNode item = session.get(KIND, request.id(), KIND);
        String invoice = Json.reference(item, "invoice");
        if (invoice != null) {
            Invoices.requireStatus(session.get(Invoices.KIND, invoice, "invoice"), "draft");
        }
        session.remove(request.id());
        if (invoice != null) {
            Invoices.total(session, session.edit(Invoices.KIND, invoice));
        }
        return Answer.ok(
                Json.object().put("id", request.id()).put("object", KIND).put("deleted", true));
    }

    /** Returns the items of an invoice, oldest first. */
    static List<ObjectNode> of(Session session, String invoice) {
        List<ObjectNode> items = new ArrayList<>();
        for (ObjectNode item : session.newestFirst(KIND)) {
            if (Json.text(item, "invoice").equals(invoice)) {
                items.addFirst(item);
            }
        }
        return items;
    }

    static ObjectNode line(ObjectNode item) {
        ObjectNode line = Json.object()
                .put("id", Json.text(item, "id").replaceFirst("ii_", "il_"))
                .put("object", "line_item")
                .put("amount", item.path("amount").asLong())
                .put("subtotal", item.path("amount").asLong())
                .put("discountable", true)
                .put("livemode", false)
                .put("quantity", 1)
                .put("quantity_decimal", "1");
        for (String copied : List.of("currency", "description", "invoice", "metadata", "period", "pricing")) {
            line.set(copied, item.path(copied));
        }
        for (String empty : List.of("discount_amounts", "discounts", "pretax_credit_amounts", "taxes")) {
            line.putArray(empty);
        }
        ObjectNode parent = line.putObject("parent").put("type", "invoice_item_details");
        parent.putNull("subscription_item_details");
        ObjectNode details = parent.putObject("invoice_item_details");
        details.put("invoice_item", Json.text(item, "id"))
                .put("proration", false)
                .putNull("subscription");
        details.putObject("proration_details").putNull("credited_items");
        return line;
    }
}
