package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/** The pages that Stripe shows to customers, as plain as can be: authentication, invoice, receipt, portal. */
final class Pages {
    private static final String HEAD = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>TITLE</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem }
        table { border-collapse: collapse; width: 100% } td { padding: .3rem 0; vertical-align: top }
        button, select { font: inherit; padding: .4rem .9rem; margin: 0 .5rem .5rem 0 }
        small { color: #697386 }
        </style></head><body><small>Stripe, simulated</small><h1>TITLE</h1>
        """;

    private Pages() {}

    private static String page(String title, String content) {
        return HEAD.replace("TITLE", escape(title)) + content + "</body></html>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String row(String name, String value) {
        return "<tr><td>" + escape(name) + "</td><td>" + escape(value) + "</td></tr>\n";
    }

    private static String form(String inside) {
        return "<form method=\"post\">" + inside + "</form>\n";
    }

    private static String button(String name, String value, String label) {
        return "<button name=\"%s\" value=\"%s\">%s</button>".formatted(name, escape(value), escape(label));
    }

    private static String amount(ObjectNode object, String field) {
        String code = Json.text(object, "currency").toUpperCase(Locale.ROOT);
        int digits = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(code))
                .mapToInt(Currency::getDefaultFractionDigits)
                .findFirst()
                .orElse(2);
        return BigDecimal.valueOf(object.path(field).asLong(), Math.max(0, digits)) + " " + code;
    }

    static String index() {
        StringBuilder rows = new StringBuilder();
        for (TestMethod method : TestMethod.values()) {
            rows.append(row(method.number(), method.token()));
        }
        return page(
                "Simulator",
                "<p>The API answers under <code>/v1</code>. Faults: <code>POST /_simulator/faults</code> with"
                        + " <code>fault</code>, <code>call</code>, and if wanted <code>skip</code>, <code>times</code>,"
                        + " <code>millis</code>.</p><h2>Test methods</h2><table>" + rows + "</table>");
    }

    static String authenticate(Session session, String id) {
        ObjectNode intent = session.find(id);
        if (intent == null) {
            throw ApiRefusal.noSuch("intent", id, "id");
        }
        if (!Json.text(intent, "status").equals("requires_action")) {
            return page("Nothing to do", "<p>This is answered: " + escape(Json.text(intent, "status")) + ".</p>");
        }
        String what = Json.text(intent, "object").equals(PaymentIntents.KIND)
                ? "Pay " + amount(intent, "amount") + "?"
                : "Save this card for later payments?";
        String description = Json.text(intent, "description");
        return page(
                "Your bank asks",
                "<p>" + escape(what) + "</p><p>" + escape(description) + "</p>"
                        + form(button("answer", "approve", "Approve") + button("answer", "refuse", "Refuse")));
    }

    static String invoice(Session session, String id) {
        ObjectNode invoice = session.get(Invoices.KIND, id, "id");
        StringBuilder rows = new StringBuilder();
        for (JsonNode line : invoice.path("lines").path("data")) {
            rows.append(row(Json.text(line, "description"), amount((ObjectNode) line, "amount")));
        }
        rows.append(row("Total", amount(invoice, "total")));
        rows.append(row("Status", Json.text(invoice, "status")));
        String pay = Json.text(invoice, "status").equals("open")
                ? form(methods("payment_method") + "<button>Pay</button>")
                : "";
        return page("Invoice " + Json.text(invoice, "number"), "<table>" + rows + "</table>" + pay);
    }

    private static String methods(String name) {
        StringBuilder select = new StringBuilder("<select name=\"" + name + "\">");
        for (TestMethod method : TestMethod.values()) {
            select.append("<option value=\"%s\">%s · %s</option>"
                    .formatted(
                            method.token(),
                            method.number(),
                            method.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        return select + "</select>";
    }

    static String receipt(Session session, String id) {
        ObjectNode charge = session.get(Charges.KIND, id, "id");
        JsonNode details = charge.path("payment_method_details");
        String last4 = Json.text(details.path(Json.text(details, "type")), "last4");
        return page(
                "Receipt",
                "<table>" + row("Amount", amount(charge, "amount")) + row("For", Json.text(charge, "description"))
                        + row("Paid with", Json.text(details, "type") + " ending in " + last4)
                        + row("Refunded", amount(charge, "amount_refunded")) + row("Payment", id) + "</table>");
    }

    static String portal(Session session, String id) {
        ObjectNode portal = session.get(PortalSessions.KIND, id, "id");
        ObjectNode customer = session.get(Customers.KIND, Json.text(portal, "customer"), "customer");
        String usual = Json.text(customer.path("invoice_settings"), "default_payment_method");
        StringBuilder rows = new StringBuilder();
        for (ObjectNode method : session.newestFirst(PaymentMethods.KIND)) {
            if (Json.text(method, "customer").equals(Json.text(customer, "id"))) {
                String methodId = Json.text(method, "id");
                String type = Json.text(method, "type");
                String name = type + " ending in " + Json.text(method.path(type), "last4");
                String actions = methodId.equals(usual) ? "default " : button("default", methodId, "Make default");
                rows.append("<tr><td>%s</td><td>%s</td></tr>\n"
                        .formatted(escape(name), form(actions + button("remove", methodId, "Remove"))));
            }
        }
        String back = Json.text(portal, "return_url");
        String link = back.startsWith("http") ? "<p><a href=\"" + escape(back) + "\">Back</a></p>" : "";
        return page(
                "Payment methods",
                "<table>" + rows + "</table><h2>Add one</h2>" + form(methods("add") + "<button>Add</button>") + link);
    }

    /** Does what was clicked on the portal's page. */
    static void change(Session session, String customer, Params params) {
        String added = params.text("add");
        if (added != null) {
            ObjectNode method = PaymentMethods.resolve(session, added, "add");
            // The customer is there and agrees, as at Stripe's own page.
            method.put("_set_up", true);
            PaymentMethods.save(session, method, customer);
        }
        String usual = params.text("default");
        if (usual != null) {
            ObjectNode changed = session.edit(Customers.KIND, customer);
            ((ObjectNode) changed.path("invoice_settings")).put("default_payment_method", usual);
            session.event("customer.updated", changed);
        }
        String removed = params.text("remove");
        if (removed != null) {
            PaymentMethods.detach(session, removed);
        }
    }
}
