package dev.drawdown.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.schemas.ConfigureWallet;
import dev.drawdown.schemas.FreezeWallet;
import dev.drawdown.schemas.OpenWallet;
import dev.drawdown.schemas.TerminateWallet;
import dev.drawdown.schemas.UnfreezeWallet;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** {@code /v1/wallets}: opening, configuring and ending wallets, and how they stand. */
public final class WalletRoutes {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;

    /** Of changes that meet, one is taken each time: so many callers at once are sure of theirs. */
    private static final int MAX_TRIES = 8;

    private static final String EXPECTED_VERSION = "expected_config_version";
    private static final Set<String> PATCHED = Set.of("settings", "expires_at", "name", EXPECTED_VERSION);

    /** The rules of a billing page; the others are what the house has agreed with the customer. */
    private static final Set<String> CUSTOMERS_RULES = Set.of("auto_recharge", "alerts", "budgets");

    private final Writes writes;
    private final Holdings holdings;

    public WalletRoutes(Writes writes, Holdings holdings) {
        this.writes = writes;
        this.holdings = holdings;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/wallets", Audience.OPERATORS, Subject.NOBODY, this::open),
                Route.get("/v1/wallets", Audience.READERS, Subject.QUERIED_OWNER, this::list)
                        .taking("cursor", "limit"),
                Route.get("/v1/wallets/{id}", Audience.READERS, Subject.WALLET, this::get),
                Route.patch("/v1/wallets/{id}", Audience.ACCOUNT_HOLDERS, Subject.WALLET, this::configure),
                Route.get("/v1/wallets/{id}/tranches", Audience.READERS, Subject.WALLET, this::tranches),
                plain("freeze", FreezeWallet.getClassSchema()),
                plain("unfreeze", UnfreezeWallet.getClassSchema()),
                plain("terminate", TerminateWallet.getClassSchema()));
    }

    private Route plain(String action, Schema kind) {
        return Route.post(
                "/v1/wallets/{id}/" + action,
                Audience.OPERATORS,
                Subject.NOBODY,
                call -> writes.toWallet(call, call.path("id"), kind, call.optionalBody()));
    }

    private void open(Call call) {
        ObjectNode body = call.body();
        JsonNode given = body.remove("wallet_id");
        String walletId = given == null ? Writes.madeId(call, "wallet") : Ids.require("wallet_id", given);
        Ids.require("owner_id", body.path("owner_id"));
        if (!body.has("settings")) {
            body.putObject("settings");
        }
        writes.toNewWallet(call, walletId, OpenWallet.getClassSchema(), body);
    }

    private void get(Call call) {
        holdings.wallet(call, call.path("id")).to(call);
    }

    private void tranches(Call call) {
        holdings.tranches(call, call.path("id")).to(call);
    }

    /** In the order of their ids; the cursor is the last one shown. */
    private void list(Call call) {
        int limit = limit(call.query("limit"));
        String cursor = call.query("cursor");
        Reads.Answer owner = holdings.owner(call, call.required("owner_id"));
        Stream<String> open = owner.json()
                .path("wallets")
                .valueStream()
                .map(wallet -> wallet.path("wallet_id").asText());
        Stream<String> opening = owner.json().path("opening").valueStream().map(JsonNode::asText);
        List<String> ids = Stream.concat(open, opening)
                .filter(id -> cursor == null || id.compareTo(cursor) > 0)
                .sorted()
                .limit(limit + 1L)
                .toList();
        ObjectNode json = Json.object();
        ArrayNode wallets = json.putArray("wallets");
        ids.stream().limit(limit).forEach(id -> holdings.findWallet(call, id).ifPresent(wallets::add));
        json.put("next_cursor", ids.size() > limit ? ids.get(limit - 1) : null);
        Reads.tell(owner.freshness(), call);
        call.answer(HttpStatus.OK, json);
    }

    static int limit(@Nullable String text) {
        if (text == null) {
            return PAGE;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of range.
        }
        throw Call.bad("INVALID_QUERY", "Expected limit to be a number from 1 to " + MAX_PAGE + ", but it is not");
    }

    /** The settings that are named replace those that are there; the others stay. */
    private void configure(Call call) {
        ObjectNode patch = call.body();
        refuseUnknown(patch);
        JsonNode changes = patch.path("settings");
        if (call.caller().role() == AccessRole.CUSTOMER) {
            refuseHousesRules(patch, changes);
        }
        // What the caller made from rules that they know is not for us to make anew from others.
        int tries = patch.hasNonNull(EXPECTED_VERSION) ? 1 : MAX_TRIES;
        String walletId = call.path("id");
        writes.toWalletAsItIs(
                call, walletId, ConfigureWallet.getClassSchema(), tries, () -> made(call, walletId, patch));
    }

    /** The rules that a wallet is to have: those that it has, with the changes. */
    private ObjectNode made(Call call, String walletId, ObjectNode patch) {
        JsonNode wallet = holdings.wallet(call, walletId).json();
        refuseUnseen(patch, wallet.path("config_version").asLong());
        ObjectNode settings = wallet.path("settings").deepCopy();
        JsonNode changes = patch.path("settings");
        if (call.caller().role() == AccessRole.CUSTOMER && isOnTrust(changes) && !isOnTrust(settings)) {
            throw Forbidden.field("settings.auto_recharge.auto_complete");
        }
        changes.properties().forEach(change -> settings.set(change.getKey(), change.getValue()));
        ObjectNode made = patch.deepCopy();
        made.set("settings", settings);
        if (!patch.hasNonNull(EXPECTED_VERSION)) {
            made.set(EXPECTED_VERSION, wallet.path("config_version"));
        }
        return made.put("change", Json.canonical(patch));
    }

    /** Of rules that are not to be seen here yet, those that are not named would be undone. */
    private static void refuseUnseen(ObjectNode patch, long presentVersion) {
        if (patch.path(EXPECTED_VERSION).asLong() > presentVersion) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    Writes.OVERTAKEN,
                    "Expected the rules of a version that is there, but the wallet's are of version " + presentVersion
                            + " so far; read the wallet and make the change again.");
        }
    }

    /** Whether a recharge is credit before anybody has paid for it, which is for the house to grant. */
    private static boolean isOnTrust(JsonNode settings) {
        return settings.path("auto_recharge").path("auto_complete").asBoolean();
    }

    private static void refuseUnknown(ObjectNode patch) {
        if (patch.has("settings") && !patch.get("settings").isObject()) {
            throw Call.bad("INVALID_BODY", "Expected settings to be an object, but it is not");
        }
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            if (!PATCHED.contains(change.getKey())) {
                throw Call.bad(
                        "INVALID_BODY",
                        "Expected " + change.getKey()
                                + " to be one of settings, expires_at, name and expected_config_version, but it is"
                                + " none");
            }
        }
    }

    private static void refuseHousesRules(ObjectNode patch, JsonNode changes) {
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            if (!change.getKey().equals("settings") && !change.getKey().equals(EXPECTED_VERSION)) {
                throw Forbidden.field(change.getKey());
            }
        }
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (!CUSTOMERS_RULES.contains(change.getKey())) {
                throw Forbidden.field("settings." + change.getKey());
            }
        }
    }
}
