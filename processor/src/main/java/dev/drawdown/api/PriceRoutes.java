package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.PriceTier;
import io.javalin.http.HttpStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/catalog/prices}: what meters cost. */
public final class PriceRoutes {
    private final CatalogPort catalog;
    private final InstantSource clock;

    public PriceRoutes(CatalogPort catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/catalog/prices/{meter}", Audience.STAFF, Subject.NOBODY, this::get),
                Route.put("/v1/catalog/prices/{meter}", Audience.OPERATORS, Subject.NOBODY, this::put));
    }

    private void get(Call call) {
        String meter = call.path("meter");
        List<Price> prices = catalog.prices(meter);
        if (prices == null) {
            throw Reads.nobodyCanSay(call, "the catalog cannot be read just now");
        }
        if (prices.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "NO_PRICE",
                    "Expected a price of " + meter + ", but there is none; put one there.");
        }
        ObjectNode json = Json.object().put("meter", meter);
        ArrayNode all = json.putArray("prices");
        prices.forEach(price -> all.add(json(price)));
        call.answer(HttpStatus.OK, json);
    }

    /** Replaces the price for everybody, or that of one wallet or owner. */
    private void put(Call call) {
        ObjectNode body = call.body();
        Bodies.refuse(body, "meter");
        String meter = Ids.require("meter", Json.text(call.path("meter")));
        body.put("meter", meter);
        String key = key(meter, body);
        Instant now = clock.instant();
        PriceChange change =
                new PriceChange(key, Writes.commandId(call), call.caller().name(), now, body);
        Writes.check(Price.getClassSchema(), change.price(1, now));
        refuseUnreadable(body);
        answer(call, change, catalog.put(change));
    }

    private static void answer(Call call, PriceChange change, CatalogPort.Reply reply) {
        switch (reply) {
            case CatalogPort.Reply.Decided(PriceChange.Verdict.Taken(ObjectNode _, ObjectNode price)) ->
                call.answer(HttpStatus.OK, price);
            case CatalogPort.Reply.Decided(PriceChange.Verdict.Repeated(ObjectNode price)) ->
                call.answer(HttpStatus.OK, price);
            case CatalogPort.Reply.Decided(PriceChange.Verdict.Conflicting()) ->
                throw new ProblemException(
                        HttpStatus.CONFLICT,
                        "ID_CONFLICT",
                        "Expected " + change.commandId() + " to repeat the change that came under this id before, but"
                                + " its body is another; give it an Idempotency-Key of its own.");
            case CatalogPort.Reply.Decided(PriceChange.Verdict.Overtaken(long version)) ->
                throw new ProblemException(
                        HttpStatus.CONFLICT,
                        "PRICE_CHANGED",
                        "Expected a version above the one that is there, but that is " + version
                                + " already; read the price and make the change again.");
            case CatalogPort.Reply.Unknown(String why) -> throw Writes.unknown(call, "price", why);
        }
    }

    /** What the engine could not read, it would take for no price at all. */
    private static void refuseUnreadable(ObjectNode body) {
        String tiering = body.path("tiering").asText("FLAT");
        if (!List.of("FLAT", "GRADUATED", "VOLUME").contains(tiering)) {
            throw Call.bad(
                    "INVALID_BODY", "Expected tiering to be FLAT, GRADUATED or VOLUME, but it is '" + tiering + "'");
        }
    }

    private static String key(String meter, JsonNode body) {
        JsonNode wallet = body.path("wallet_id");
        JsonNode owner = body.path("owner_id");
        if (wallet.isTextual() && owner.isTextual()) {
            throw Call.bad("INVALID_BODY", "Expected wallet_id or owner_id, but there are both; put two prices");
        }
        if (wallet.isTextual()) {
            return "price/" + meter + "/wallet/" + wallet.textValue();
        }
        return owner.isTextual() ? "price/" + meter + "/owner/" + owner.textValue() : "price/" + meter;
    }

    private static ObjectNode json(Price price) {
        ObjectNode json = Json.object();
        json.put("meter", price.getMeter());
        json.put("currency", price.getCurrency());
        json.put("unit_price", plain(price.getUnitPrice()));
        ArrayNode tiers = json.putArray("tiers");
        for (PriceTier tier : price.getTiers()) {
            BigDecimal upTo = tier.getUpTo();
            tiers.addObject()
                    .put("up_to", upTo == null ? null : plain(upTo))
                    .put("unit_price", plain(tier.getUnitPrice()));
        }
        json.put("tiering", price.getTiering());
        json.put("wallet_id", price.getWalletId());
        json.put("owner_id", price.getOwnerId());
        json.put("effective_from", price.getEffectiveFrom().toString());
        json.put("version", price.getVersion());
        return json;
    }

    private static @Nullable String plain(BigDecimal rate) {
        BigDecimal shorter = rate.stripTrailingZeros();
        return (shorter.scale() < 0 ? shorter.setScale(0) : shorter).toPlainString();
    }
}
