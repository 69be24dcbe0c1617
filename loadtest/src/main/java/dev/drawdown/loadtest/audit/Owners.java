package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.ModelInput;
import dev.drawdown.loadtest.model.Source;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What owners say to the opening of their wallets.
 *
 * <p>Owners' commands and openings meet in an order that no rule fixes, so a workload that is to be audited registers
 * an owner before it opens wallets for it, and waits for the answer in between.
 */
final class Owners {
    private final Map<String, Fields> registered = new HashMap<>();
    private final Map<String, String> currencies = new HashMap<>();
    private final Map<String, Set<String>> wallets = new HashMap<>();
    private final Set<String> commandIds = new HashSet<>();
    private final Map<Source, String> refusals = new HashMap<>();

    void command(Fields command) {
        commandIds.add(command.textOr("command_id", ""));
        Fields body = command.record("body");
        String ownerId = command.text("owner_id");
        if (body == null || ownerId == null) {
            return;
        }
        if (body.type().equals("RegisterOwner") || body.type().equals("ConfigureOwner")) {
            registered.put(ownerId, body);
            String currency = body.text("currency");
            if (currency != null) {
                currencies.put(ownerId, currency);
            }
        }
    }

    /** Takes openings in the order in which they reached the broker. */
    void opening(ModelInput input, Fields open) {
        String ownerId = open.textOr("owner_id", "");
        Set<String> owned = wallets.computeIfAbsent(ownerId, owner -> new HashSet<>());
        if (owned.contains(input.walletId())) {
            return;
        }
        Fields owner = registered.get(ownerId);
        String currency = open.textOr("currency", "");
        if (owner != null && owner.flag("single_wallet") && !owned.isEmpty()) {
            refusals.put(input.source(), "OWNER_HAS_WALLET");
        } else if (!currencies.getOrDefault(ownerId, currency).equals(currency)) {
            refusals.put(input.source(), "OWNER_CURRENCY");
        } else {
            owned.add(input.walletId());
            currencies.putIfAbsent(ownerId, currency);
        }
    }

    /** Whether this is an owner's answer, not a wallet's. */
    boolean answers(Fields outcome) {
        return commandIds.contains(outcome.textOr("command_id", ""));
    }

    /** Why the owner refuses an opening, or null. */
    @Nullable
    String refusal(Source source) {
        return refusals.get(source);
    }

    ZoneId zone(String ownerId) {
        Fields owner = registered.get(ownerId);
        return ZoneId.of(owner == null ? "UTC" : owner.textOr("time_zone", "UTC"));
    }
}
