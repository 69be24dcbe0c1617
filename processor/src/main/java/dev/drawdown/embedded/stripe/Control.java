package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is asked for outside of Stripe's names: faults, what banks decide, and what people do at Stripe's pages. */
final class Control implements HttpHandler {
    static final String PATH = "/_simulator";
    private static final int BODY_LIMIT_BYTES = 64 << 10;

    private final Account account;
    private final Faults faults;
    private final RouteTable<Route> routes = new RouteTable<>();

    private interface Route {
        Said answer(Map<String, String> values, Params params);
    }

    /** What comes back: JSON, a page, or the way to another page. */
    private record Said(
            int status, String type, String text, @Nullable String location) {
        static Said json(ObjectNode body) {
            return new Said(200, "application/json", Json.visible(body).toPrettyString() + "\n", null);
        }

        static Said page(String html) {
            return new Said(200, "text/html; charset=utf-8", html, null);
        }

        static Said elsewhere(String location) {
            return new Said(303, "text/plain", "", location);
        }
    }

    Control(Account account, Faults faults) {
        this.account = account;
        this.faults = faults;
        addFaults();
        addDecisions();
        addPages();
    }

    private void addFaults() {
        routes.add("GET", PATH, (values, params) -> Said.page(Pages.index()))
                .add("GET", PATH + "/faults", (values, params) -> Said.json(faults.list()))
                .add("POST", PATH + "/faults", (values, params) -> {
                    faults.add(params);
                    return Said.json(faults.list());
                })
                .add("DELETE", PATH + "/faults", (values, params) -> {
                    faults.clear();
                    return Said.json(faults.list());
                });
    }

    private void addDecisions() {
        routes.add("POST", PATH + "/charges/{id}/dispute", (values, params) -> {
                    params.only("reason", "status");
                    String reason = params.text("reason");
                    String status = params.oneOf("status", "needs_response", "warning_needs_response");
                    return changed(s -> Disputes.open(
                            s, s.edit(Charges.KIND, id(values), "id"), reason == null ? "general" : reason, status));
                })
                .add("POST", PATH + "/disputes/{id}", (values, params) -> {
                    boolean won = params.only("outcome")
                            .oneOf("outcome", "lost", "won")
                            .equals("won");
                    return changed(s -> {
                        ObjectNode dispute = s.edit(Disputes.KIND, id(values), "id");
                        Disputes.end(s, dispute, won);
                        return dispute;
                    });
                })
                .add("POST", PATH + "/payment_intents/{id}/settle", (values, params) -> {
                    String failure = params.only("failure").text("failure");
                    return changed(s -> {
                        ObjectNode intent = s.edit(PaymentIntents.KIND, id(values), "id");
                        Collecting.settle(s, intent, failure == null ? "" : failure);
                        return intent;
                    });
                })
                .add(
                        "POST",
                        PATH + "/refunds/{id}/fail",
                        (values, params) -> changed(s -> {
                            ObjectNode refund = s.edit(Refunds.KIND, id(values), "id");
                            Refunds.fail(s, refund);
                            return refund;
                        }))
                .add(
                        "POST",
                        PATH + "/webhook_endpoints/{id}/roll",
                        (values, params) -> changed(s -> Json.object()
                                .put(
                                        "secret",
                                        WebhookEndpoints.roll(s, s.edit(WebhookEndpoints.KIND, id(values), "id")))));
    }

    private Said changed(Function<Session, ObjectNode> action) {
        return Said.json(account.touch(action));
    }

    private static String id(Map<String, String> values) {
        return values.getOrDefault("id", "");
    }

    private void addPages() {
        routes.add("GET", PATH + "/authenticate/{id}", (values, params) -> page(s -> Pages.authenticate(s, id(values))))
                .add("POST", PATH + "/authenticate/{id}", this::authenticate)
                .add("GET", PATH + "/invoices/{id}", (values, params) -> page(s -> Pages.invoice(s, id(values))))
                .add("POST", PATH + "/invoices/{id}", this::payInvoice)
                .add("GET", PATH + "/receipts/{id}", (values, params) -> page(s -> Pages.receipt(s, id(values))))
                .add("GET", PATH + "/portal/{id}", (values, params) -> page(s -> Pages.portal(s, id(values))))
                .add("POST", PATH + "/portal/{id}", this::changePortal);
    }

    private Said page(Function<Session, String> page) {
        return Said.page(account.touch(page));
    }

    /** What the customer said to their bank. */
    private Said authenticate(Map<String, String> values, Params params) {
        boolean approved =
                params.only("answer").oneOf("answer", "refuse", "approve").equals("approve");
        String id = id(values);
        String back = account.touch(session -> {
            ObjectNode found = session.find(id);
            if (found == null) {
                throw ApiRefusal.noSuch("intent", id, "id");
            }
            String kind = Json.text(found, "object");
            ObjectNode intent = session.edit(kind, id);
            String returnUrl = Json.text(intent.path("next_action").path("redirect_to_url"), "return_url");
            if (kind.equals(SetupIntents.KIND)) {
                SetupIntents.authenticated(session, intent, approved);
            } else {
                Collecting.authenticated(session, intent, approved);
            }
            return returnUrl.isEmpty() ? "" : withIntent(returnUrl, kind, id);
        });
        return back.isEmpty() ? page(session -> Pages.authenticate(session, id)) : Said.elsewhere(back);
    }

    private static String withIntent(String returnUrl, String kind, String id) {
        return returnUrl + (returnUrl.contains("?") ? "&" : "?") + kind + "=" + id;
    }

    private Said payInvoice(Map<String, String> values, Params params) {
        String method = params.only("payment_method").required("payment_method");
        return page(session -> {
            ObjectNode invoice = session.edit(Invoices.KIND, id(values), "id");
            Invoices.requireStatus(invoice, "open", "uncollectible");
            InvoiceLife.collect(session, invoice, method, false);
            return Pages.invoice(session, id(values));
        });
    }

    private Said changePortal(Map<String, String> values, Params params) {
        params.only("add", "default", "remove");
        return page(session -> {
            ObjectNode portal = session.get(PortalSessions.KIND, id(values), "id");
            Pages.change(session, Json.text(portal, "customer"), params);
            return Pages.portal(session, id(values));
        });
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Said said;
            try {
                said = answer(exchange);
            } catch (ApiRefusal refusal) {
                String text = refusal.body().toPrettyString() + "\n";
                said = new Said(refusal.status(), "application/json", text, null);
            }
            byte[] body = said.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", said.type());
            if (said.location() != null) {
                exchange.getResponseHeaders().set("Location", said.location());
            }
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Said answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        RouteTable.Match<Route> match = routes.find(method, path);
        if (match == null) {
            throw ApiRefusal.noRoute(method, path);
        }
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT_BYTES);
        Params params = new Params(Form.parse(new String(body, StandardCharsets.UTF_8)));
        return match.route().answer(match.values(), params);
    }
}
