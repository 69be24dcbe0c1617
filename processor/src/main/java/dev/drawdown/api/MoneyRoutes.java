package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.Adjust;
import dev.drawdown.schemas.AmendTranche;
import dev.drawdown.schemas.ChargeCard;
import dev.drawdown.schemas.Deduct;
import dev.drawdown.schemas.Grant;
import dev.drawdown.schemas.TopUp;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Money into a wallet and out of it, by somebody's hand. */
public final class MoneyRoutes {
    /** What a customer says of a top-up: free credit, and money received elsewhere, are the house's to say. */
    private static final Set<String> CUSTOMERS_TOP_UP = Set.of("amount", "collect");

    private final Writes writes;

    public MoneyRoutes(Writes writes) {
        this.writes = writes;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/wallets/{id}/top-ups", Audience.ACCOUNT_HOLDERS, Subject.WALLET, this::topUp),
                operators("grants", Grant.getClassSchema()),
                operators("deductions", Deduct.getClassSchema()),
                operators("card-charges", ChargeCard.getClassSchema()),
                operators("adjustments", Adjust.getClassSchema()),
                Route.patch("/v1/wallets/{id}/tranches/{tranche}", Audience.OPERATORS, Subject.NOBODY, this::amend));
    }

    private Route operators(String what, Schema kind) {
        return Route.post(
                "/v1/wallets/{id}/" + what,
                Audience.OPERATORS,
                Subject.NOBODY,
                call -> writes.toWalletMaking(call, call.path("id"), kind, call.body(), Json.object()));
    }

    private void topUp(Call call) {
        ObjectNode body = call.body();
        Forbidden.unlessCustomerSays(call, body, CUSTOMERS_TOP_UP);
        if (call.caller().role() == AccessRole.CUSTOMER
                && body.path("collect").asText().equals("RECORDED")) {
            throw Forbidden.field("collect RECORDED");
        }
        writes.toWalletMaking(call, call.path("id"), TopUp.getClassSchema(), body, Json.object());
    }

    private void amend(Call call) {
        ObjectNode body = call.body();
        Bodies.refuse(body, "tranche_id");
        body.put("tranche_id", call.path("tranche"));
        writes.toWallet(call, call.path("id"), AmendTranche.getClassSchema(), body);
    }
}
