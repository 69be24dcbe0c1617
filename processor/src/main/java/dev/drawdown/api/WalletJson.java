package dev.drawdown.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drawdown.engine.Level;
import dev.drawdown.engine.Scope;
import dev.drawdown.engine.Tranche;
import dev.drawdown.engine.Wallet;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A wallet as the API shows it. */
final class WalletJson {
    private static final int CREDIT_PLACES = 6;

    private WalletJson() {}

    static ObjectNode of(Wallet wallet) {
        ObjectNode json = Json.object();
        json.put("wallet_id", wallet.walletId());
        json.put("owner_id", wallet.ownerId());
        json.put("name", wallet.name());
        json.put("currency", wallet.currency());
        json.put("status", wallet.status().name());
        json.put("settled", money(wallet.settledMicros()));
        json.put("held", money(wallet.heldMicros()));
        json.put("pending", money(wallet.pendingMicros()));
        json.put("owed", money(wallet.owedMicros()));
        json.put("balance", money(wallet.balanceMicros()));
        json.put("available", money(wallet.availableMicros()));
        json.put("credit_value", money(wallet.creditValueMicros()));
        json.put("available_credits", credits(wallet));
        Level level = wallet.level();
        json.put("level", (level == null ? Level.OK : level).name());
        ObjectNode gate = json.putObject("gate");
        gate.put("state", wallet.gate().state().name());
        gate.put("reason", wallet.gate().reason().name());
        gate.put("since", time(wallet.gate().sinceMillis()));
        json.set("settings", SettingsJson.of(wallet.settings()));
        json.put("config_version", wallet.configVersion());
        json.put("open_tranches", wallet.tranches().size());
        json.put("open_holds", wallet.holds().size());
        json.put("opened_at", time(wallet.openedAtMillis()));
        json.put("expires_at", time(wallet.expiresAtMillis()));
        json.put("seq", wallet.seq());
        json.put("updated_at", time(wallet.clockMillis()));
        return json;
    }

    static ObjectNode tranches(Wallet wallet) {
        ObjectNode json = Json.object();
        json.put("wallet_id", wallet.walletId());
        json.put("currency", wallet.currency());
        json.put("seq", wallet.seq());
        ArrayNode tranches = json.putArray("tranches");
        for (Tranche tranche : wallet.tranches()) {
            ObjectNode each = tranches.addObject();
            each.put("tranche_id", tranche.id());
            each.put("pool", tranche.pool().name());
            each.put("original", money(tranche.originalMicros()));
            each.put("remaining", money(tranche.remainingMicros()));
            each.put("held", money(tranche.pinnedMicros()));
            each.put("priority", tranche.priority());
            each.put("effective_from", time(tranche.effectiveFromMillis()));
            each.put("expires_at", time(tranche.expiresAtMillis()));
            scope(each.putObject("scope"), tranche.scope());
            each.put("source", tranche.source());
        }
        return json;
    }

    static void scope(ObjectNode json, Scope scope) {
        json.put("charge_scope", scope.charges().name());
        ArrayNode categories = json.putArray("categories");
        scope.categories().forEach(categories::add);
    }

    static String money(long micros) {
        return Money.decimal(micros).toPlainString();
    }

    static @Nullable String moneyOrNull(@Nullable Long micros) {
        return micros == null ? null : money(micros);
    }

    /** Returns an instant; null for what never happens. */
    static @Nullable String time(long millis) {
        return millis == Wallet.NEVER ? null : Instant.ofEpochMilli(millis).toString();
    }

    /** Credits are shown, money is the truth: so they are rounded down. */
    private static String credits(Wallet wallet) {
        return BigDecimal.valueOf(wallet.availableMicros())
                .divide(BigDecimal.valueOf(wallet.creditValueMicros()), CREDIT_PLACES, RoundingMode.FLOOR)
                .toPlainString();
    }
}
