package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sessions of the billing portal: a link by which a customer looks after their payment methods. */
final class PortalSessions {
    static final String KIND = "billing_portal.session";

    private PortalSessions() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", "/v1/billing_portal/sessions", PortalSessions::create);
    }

    private static Answer create(Session session, ApiRequest request) {
        Params params = request.params().only("configuration", "customer", "flow_data", "locale", "return_url");
        String customer = params.required("customer");
        session.get(Customers.KIND, customer, "customer");
        ObjectNode portal = session.create(KIND, "bps_");
        portal.put("configuration", "bpc_simulator").put("customer", customer);
        Json.nulls(portal, "customer_account", "flow", "locale", "on_behalf_of", "return_url");
        params.copyTexts(portal, "locale", "return_url");
        Params flow = params.inside("flow_data");
        String type = flow.text("type");
        if (type != null) {
            ObjectNode kept = portal.putObject("flow").put("type", type);
            ObjectNode after = kept.putObject("after_completion").put("type", "portal_homepage");
            Json.nulls(after, "hosted_confirmation", "redirect");
            Json.nulls(kept, "subscription_cancel", "subscription_update", "subscription_update_confirm");
        }
        return Answer.ok(portal.put("url", session.page("portal/" + Json.text(portal, "id"))));
    }
}
