package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.views.MonthInZone;
import dev.drawdown.views.UsageSummary;
import dev.drawdown.wire.Money;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a wallet, or an owner over all wallets, has used and spent in a month. */
public final class UsageRoutes {
    private final ReadModelAccess access;
    private final Holdings holdings;
    private final InstantSource clock;

    public UsageRoutes(ReadModelAccess access, Holdings holdings, InstantSource clock) {
        this.access = access;
        this.holdings = holdings;
        this.clock = clock;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/wallets/{id}/usage", Audience.READERS, Subject.WALLET, access.aboutWallet(this::usage))
                        .taking("month"),
                Route.get("/v1/owners/{id}/report", Audience.READERS, Subject.OWNER, this::report)
                        .taking("month"));
    }

    private void usage(Call call) {
        String walletId = call.path("id");
        call.answer(HttpStatus.OK, usage(call, walletId, month(call, access.zoneOfWallet(call, walletId))));
    }

    private ObjectNode usage(Call call, String walletId, MonthInZone month) {
        return access.read(call, walletId, reading -> {
            ObjectNode json = Json.object().put("wallet_id", walletId);
            addMonth(json, month);
            json.put("currency", reading.currency()).put("as_of_seq", reading.seq());
            UsageJson.addTo(json, new UsageSummary(reading.usage(month.startMillis(), month.endMillis())));
            return json;
        });
    }

    private record WalletUsage(
            String walletId,
            String currency,
            String status,
            long seq,
            UsageSummary summary,
            Found.Freshness freshness) {}

    private void report(Call call) {
        String ownerId = call.path("id");
        Reads.Answer owner = holdings.owner(call, ownerId);
        MonthInZone month = month(call, ReadModelAccess.zoneOf(owner.json()));
        Map<String, UsageSummary> byCurrency = new TreeMap<>();
        ArrayNode wallets = Json.array();
        Found.Freshness freshness = owner.freshness();
        for (JsonNode wallet : walletsOf(call, owner.json())) {
            WalletUsage usage = usageAnywhere(call, wallet, month);
            freshness = freshness.and(usage.freshness);
            byCurrency.merge(usage.currency, usage.summary, UsageSummary::plus);
            wallets.addObject()
                    .put("wallet_id", usage.walletId)
                    .put("currency", usage.currency)
                    .put("status", usage.status)
                    .put("as_of_seq", usage.seq)
                    .put(
                            "spent",
                            Money.decimal(usage.summary.total().spentMicros()).toPlainString());
        }
        ObjectNode json = Json.object().put("owner_id", ownerId);
        addMonth(json, month);
        json.set("wallets", wallets);
        ArrayNode currencies = json.putArray("currencies");
        byCurrency.forEach(
                (currency, summary) -> UsageJson.addTo(currencies.addObject().put("currency", currency), summary));
        Reads.tell(freshness, call);
        call.answer(HttpStatus.OK, json);
    }

    /** Those that the owner knows of, and those that it has agreed to and has not heard of since. */
    private List<JsonNode> walletsOf(Call call, JsonNode owner) {
        List<JsonNode> wallets = new ArrayList<>();
        owner.path("wallets").forEach(wallets::add);
        for (JsonNode opening : owner.path("opening")) {
            holdings.findWallet(call, opening.asText()).ifPresent(wallets::add);
        }
        return wallets;
    }

    /** Of a wallet that may be anywhere; one of which the read models have not heard yet has used nothing. */
    private WalletUsage usageAnywhere(Call call, JsonNode wallet, MonthInZone month) {
        String walletId = wallet.path("wallet_id").asText();
        String path = "/v1/wallets/" + Reads.segment(walletId) + "/usage?month=" + month.month();
        String currency = wallet.path("currency").asText();
        String status = wallet.path("status").asText();
        try {
            Reads.Answer answer = access.json(call, walletId, path, _ -> usage(call, walletId, month));
            JsonNode usage = answer.json();
            if (!usage.path("time_zone").asText().equals(month.zone().getId())) {
                throw Reads.nobodyCanSay(call, "the owner's time zone has only just changed");
            }
            return new WalletUsage(
                    walletId,
                    currency,
                    status,
                    usage.path("as_of_seq").asLong(),
                    UsageJson.read(usage.path("lines")),
                    answer.freshness());
        } catch (ProblemException e) {
            if (e.problem().status() == HttpStatus.NOT_FOUND) {
                return new WalletUsage(
                        walletId, currency, status, 0, new UsageSummary(Map.of()), Found.Freshness.ACTIVE);
            }
            throw e;
        }
    }

    private MonthInZone month(Call call, ZoneId zone) {
        return new MonthInZone(
                ReadModelAccess.month(call, YearMonth.from(clock.instant().atZone(zone))), zone);
    }

    /** What began before the retention is not all there any more. */
    private void addMonth(ObjectNode json, MonthInZone month) {
        json.put("month", month.month().toString())
                .put("time_zone", month.zone().getId())
                .put("from", Instant.ofEpochMilli(month.startMillis()).toString())
                .put("to", Instant.ofEpochMilli(month.endMillis()).toString())
                .put("complete", month.startMillis() >= access.views().horizonMillis());
    }
}
