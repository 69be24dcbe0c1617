package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.Owner;
import dev.drawdown.schemas.OwnerWallet;
import dev.drawdown.views.MonthInZone;
import dev.drawdown.views.UsageSummary;
import dev.drawdown.wire.Money;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a wallet, or an owner over all wallets, has used and spent in a month. */
public final class UsageRoutes {
    private final ReadModelAccess access;
    private final InstantSource clock;

    public UsageRoutes(ReadModelAccess access, InstantSource clock) {
        this.access = access;
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
        MonthInZone month = month(call, access.zoneOfWallet(walletId));
        WalletUsage usage = usage(walletId, month);
        ObjectNode json = Json.object().put("wallet_id", walletId);
        addMonth(json, month);
        json.put("currency", usage.currency).put("as_of_seq", usage.seq);
        UsageJson.addTo(json, usage.summary);
        call.answer(HttpStatus.OK, json);
    }

    private record WalletUsage(String currency, long seq, UsageSummary summary) {}

    private WalletUsage usage(String walletId, MonthInZone month) {
        return access.read(
                walletId,
                reading -> new WalletUsage(
                        reading.currency(),
                        reading.seq(),
                        new UsageSummary(reading.usage(month.startMillis(), month.endMillis()))));
    }

    /** Of a wallet that may be anywhere. */
    private WalletUsage usageAnywhere(String walletId, MonthInZone month, Call call)
            throws IOException, InterruptedException {
        if (!access.views().has(walletId)) {
            String path = "/v1/wallets/"
                    + URLEncoder.encode(walletId, StandardCharsets.UTF_8).replace("+", "%20")
                    + "/usage?month=" + month.month();
            byte[] answer = access.fromElsewhere(walletId, path, call);
            if (answer != null) {
                JsonNode json = Json.read(answer);
                return new WalletUsage(
                        json.path("currency").asText(),
                        json.path("as_of_seq").asLong(),
                        UsageJson.read(json.path("lines")));
            }
        }
        return usage(walletId, month);
    }

    private void report(Call call) throws IOException, InterruptedException {
        String ownerId = call.path("id");
        Owner owner = access.views().owner(ownerId);
        if (owner == null) {
            throw Missing.owner(ownerId);
        }
        MonthInZone month = month(call, access.zoneOfOwner(ownerId));
        Map<String, UsageSummary> byCurrency = new TreeMap<>();
        ArrayNode wallets = Json.array();
        for (OwnerWallet wallet : owner.getWallets()) {
            WalletUsage usage = usageAnywhere(wallet.getWalletId(), month, call);
            byCurrency.merge(usage.currency, usage.summary, UsageSummary::plus);
            wallets.addObject()
                    .put("wallet_id", wallet.getWalletId())
                    .put("currency", usage.currency)
                    .put("status", wallet.getStatus())
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
        call.answer(HttpStatus.OK, json);
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
