package dev.drawdown.embedded.stripe;

/** Events: what has happened, as it was then. */
final class Events {
    static final String KIND = "event";
    private static final String PATH = "/v1/events";

    private Events() {}

    static void addTo(RouteTable<ApiRoute> routes) {
        routes.add("GET", PATH, Events::list)
                .add("GET", PATH + "/{id}", (s, r) -> Answer.ok(s.get(KIND, r.id(), "id")));
    }

    private static Answer list(Session session, ApiRequest request) {
        Listing.only(request, "type");
        return Listing.page(session, KIND, request, Listing.where(request, "type"));
    }
}
