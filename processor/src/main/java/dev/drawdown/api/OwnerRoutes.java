package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.ConfigureOwner;
import java.util.List;
import java.util.Set;

/** {@code /v1/owners/{id}}: who owns wallets, and whom to tell. */
public final class OwnerRoutes {
    /** The billing page's; time zone, currency and how many wallets are the house's to say. */
    private static final Set<String> CUSTOMERS_FIELDS = Set.of("profile", "contacts");

    private final Writes writes;
    private final Holdings holdings;

    public OwnerRoutes(Writes writes, Holdings holdings) {
        this.writes = writes;
        this.holdings = holdings;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/owners/{id}", Audience.READERS, Subject.OWNER, this::get),
                Route.put("/v1/owners/{id}", Audience.ACCOUNT_HOLDERS, Subject.OWNER, this::put));
    }

    private void get(Call call) {
        holdings.owner(call, call.path("id")).to(call);
    }

    /** Replaces what is known of an owner; the house's part stays as it is when a customer does. */
    private void put(Call call) {
        ObjectNode body = call.body();
        String ownerId = Ids.require("owner_id", Json.text(call.path("id")));
        Forbidden.unlessCustomerSays(call, body, CUSTOMERS_FIELDS);
        if (call.caller().role() == AccessRole.CUSTOMER) {
            body.put("keep_terms", true);
        }
        if (writes.toOwner(call, ownerId, Writes.commandId(call), ConfigureOwner.getClassSchema(), body)) {
            holdings.owner(call, ownerId).to(call);
        }
    }
}
