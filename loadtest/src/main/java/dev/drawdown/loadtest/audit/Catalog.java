package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.loadtest.model.Rate;
import dev.drawdown.loadtest.model.RateCard;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prices of the catalog's topic, the latest under each key.
 *
 * <p>When a change of price reaches a wallet is not fixed by any rule, so a workload that is to be audited sets its
 * prices before it uses them.
 */
final class Catalog implements RateCard {
    private final Map<String, Rate> byKey = new HashMap<>();

    /** Takes the next record of the topic. */
    void put(String key, @Nullable Fields entry) {
        Fields body = entry == null ? null : entry.record("body");
        if (body == null) {
            byKey.remove(key);
        } else if (body.type().equals("Price")) {
            byKey.put(key, new Rate(body));
        }
    }

    @Override
    public @Nullable Rate find(String meter, String walletId, String ownerId) {
        Rate rate = byKey.get("price/" + meter + "/wallet/" + walletId);
        rate = rate == null ? byKey.get("price/" + meter + "/owner/" + ownerId) : rate;
        return rate == null ? byKey.get("price/" + meter) : rate;
    }
}
