package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.Source;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
        if (body.flag("keep_terms")) {
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
    void opening(Opening opening) {
        String ownerId = opening.ownerId();
        Set<String> owned = wallets.computeIfAbsent(ownerId, owner -> new HashSet<>());
        if (owned.contains(opening.walletId())) {
            return;
        }
        Fields owner = registered.get(ownerId);
        String currency = opening.currency();
        if (owner != null && owner.flag("single_wallet") && !owned.isEmpty()) {
            refusals.put(opening.source(), "OWNER_HAS_WALLET");
        } else if (!currencies.getOrDefault(ownerId, currency).equals(currency)) {
            refusals.put(opening.source(), "OWNER_CURRENCY");
        } else {
            owned.add(opening.walletId());
            currencies.putIfAbsent(ownerId, currency);
        }
    }

    /** Takes all openings of some owners; none of these owners will be asked for another. */
    void openings(List<Opening> openings) {
        openings.stream().sorted(Opening.ARRIVAL).forEach(this::opening);
        for (Opening opening : openings) {
            wallets.remove(opening.ownerId());
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
