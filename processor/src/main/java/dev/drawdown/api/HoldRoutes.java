package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.CaptureHold;
import dev.drawdown.schemas.PlaceHold;
import dev.drawdown.schemas.ReleaseHold;
import java.util.List;
import org.apache.avro.Schema;

/** Holds: credit that is reserved, then captured or released. */
public final class HoldRoutes {
    private final Writes writes;

    public HoldRoutes(Writes writes) {
        this.writes = writes;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/wallets/{id}/holds", Audience.OPERATORS, Subject.NOBODY, this::place),
                ending("capture", CaptureHold.getClassSchema()),
                ending("release", ReleaseHold.getClassSchema()));
    }

    private void place(Call call) {
        ObjectNode body = call.body();
        JsonNode given = body.get("hold_id");
        String holdId = given == null ? Writes.madeId(call, "hold") : Ids.require("hold_id", given);
        body.put("hold_id", holdId);
        ObjectNode made = Json.object().put("hold_id", holdId);
        writes.toWalletMaking(call, call.path("id"), PlaceHold.getClassSchema(), body, made);
    }

    private Route ending(String action, Schema kind) {
        return Route.post("/v1/wallets/{id}/holds/{hold}/" + action, Audience.OPERATORS, Subject.NOBODY, call -> {
            ObjectNode body = call.optionalBody();
            Bodies.refuse(body, "hold_id");
            body.put("hold_id", call.path("hold"));
            writes.toWallet(call, call.path("id"), kind, body);
        });
    }
}
