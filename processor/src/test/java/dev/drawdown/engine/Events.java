package dev.drawdown.engine;

import dev.drawdown.engine.Price.Tier;
import dev.drawdown.engine.Price.Tiering;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events and prices, as short as a test needs them. */
final class Events {
    private Events() {}

    static Input.Usage usage(String id, String category, String amount, ChargeType type, long claimedAtMillis) {
        return new Input.Usage(
                id,
                WalletFixture.ID,
                "app",
                category,
                null,
                BigDecimal.ONE,
                Money.micros(amount),
                null,
                type,
                claimedAtMillis);
    }

    static Input.LeadDelivered lead(
            String id, String leadId, String amount, @Nullable String holdId, long claimedAtMillis) {
        return new Input.LeadDelivered(
                id,
                WalletFixture.ID,
                leadId,
                Money.micros(amount),
                null,
                "buyer",
                "campaign",
                "web",
                "app",
                holdId,
                claimedAtMillis);
    }

    static Price price(String meter, String unitPrice) {
        return price(meter, unitPrice, Tiering.FLAT);
    }

    static Price price(String meter, String unitPrice, Tiering tiering, Tier... tiers) {
        return new Price(meter, "USD", new BigDecimal(unitPrice), tiering, List.of(tiers), "v1");
    }

    static Tier tier(@Nullable String upTo, String unitPrice) {
        return new Tier(upTo == null ? null : new BigDecimal(upTo), new BigDecimal(unitPrice));
    }
}
