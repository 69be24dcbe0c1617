package dev.drawdown.embedded.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Webhook endpoints: who is told of which events, and the secret that signs what they are told. */
final class WebhookEndpoints {
    static final String KIND = "webhook_endpoint";
    private static final String PATH = "/v1/webhook_endpoints";
    private static final String OWN = "The simulator's own listener";

    private WebhookEndpoints() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("POST", PATH, WebhookEndpoints::create)
                .add("GET", PATH, WebhookEndpoints::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), KIND)))
                .add("POST", PATH + "/{id}", WebhookEndpoints::update)
                .add("DELETE", PATH + "/{id}", WebhookEndpoints::delete);
    }

    private static Answer create(Session session, ApiRequest request) {
        return Answer.ok(make(
                session, request.params().only("api_version", "description", "enabled_events", "metadata", "url")));
    }

    private static ObjectNode make(Session session, Params params) {
        String url = params.required("url");
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw ApiRefusal.invalid("url_invalid", "url", "Expected an http or https address, but it is " + url);
        }
        ObjectNode endpoint = session.create(KIND, "we_");
        String secret = session.mint("whsec_");
        Json.nulls(endpoint, "api_version", "application", "description").putObject("metadata");
        endpoint.put("status", "enabled").put("url", url);
        endpoint.putArray("_secrets").add(secret);
        putEvents(endpoint, params);
        params.copyTexts(endpoint, "api_version", "description");
        params.mergeMetadata(endpoint);
        // Stripe tells the secret once, in this answer.
        return endpoint.deepCopy().put("secret", secret);
    }

    /**
     * Makes an address the one that is told of everything, and returns the secret. It is one endpoint for ever, so that what
     * could not be delivered before a restart is delivered to the address after it.
     */
    static String register(Session session, String url) {
        for (ObjectNode earlier : session.newestFirst(KIND)) {
            if (Json.text(earlier, "description").equals(OWN)) {
                ObjectNode endpoint =
                        session.edit(KIND, Json.text(earlier, "id")).put("url", url);
                return endpoint.path("_secrets").path(0).asText();
            }
        }
        Params params =
                new Params(Form.parse("enabled_events[]=*")).with("url", url).with("description", OWN);
        return Json.text(make(session, params), "secret");
    }

    private static void putEvents(ObjectNode endpoint, Params params) {
        List<String> events = params.texts("enabled_events");
        if (events.isEmpty()) {
            throw ApiRefusal.missing("enabled_events");
        }
        ArrayNode enabled = endpoint.putArray("enabled_events");
        events.forEach(enabled::add);
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request);
        return Listing.page(session, KIND, request, endpoint -> true);
    }

    private static Answer update(Session session, ApiRequest request) {
        Params params = request.params().only("description", "disabled", "enabled_events", "metadata", "url");
        ObjectNode endpoint = session.edit(KIND, request.id(), KIND);
        params.copyTexts(endpoint, "description", "url");
        params.mergeMetadata(endpoint);
        if (params.has("enabled_events")) {
            putEvents(endpoint, params);
        }
        if (params.has("disabled")) {
            endpoint.put("status", params.flag("disabled", false) ? "disabled" : "enabled");
        }
        return Answer.ok(endpoint);
    }

    private static Answer delete(Session session, ApiRequest request) {
        request.params().only();
        session.get(KIND, request.id(), KIND);
        session.remove(request.id());
        return Answer.ok(
                Json.object().put("id", request.id()).put("object", KIND).put("deleted", true));
    }

    static boolean wants(ObjectNode endpoint, String type) {
        if (!Json.text(endpoint, "status").equals("enabled")) {
            return false;
        }
        for (JsonNode enabled : endpoint.path("enabled_events")) {
            if (enabled.asText().equals("*") || enabled.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** Gives an endpoint a new secret; what is sent is signed with the former one too until the next roll. */
    static String roll(Session session, ObjectNode endpoint) {
        String secret = session.mint("whsec_");
        JsonNode before = endpoint.path("_secrets").path(0);
        endpoint.putArray("_secrets").add(secret).add(before);
        return secret;
    }
}
