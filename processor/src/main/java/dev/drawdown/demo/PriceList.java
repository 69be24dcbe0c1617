package dev.drawdown.demo;

import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.PriceTier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the demo charges: a price per meter in dollars, the same figures as the owner's own price where the owner pays in
 * another currency, and one wallet with a price of its own.
 */
final class PriceList {
    static final String SMS = "sms";
    static final String EMAIL = "email";
    static final String VALIDATION = "validation";
    static final String CALL_MINUTE = "call.minute";
    static final String AGENT_TOKEN = "agent.token";
    static final String LEAD = "lead";

    private static final Instant ALWAYS = Instant.EPOCH;
    private static final long VERSION = 1;

    private PriceList() {}

    /** A price under its key. */
    record Entry(String key, Price price) {}

    static List<Entry> entries(DemoWorld world) {
        List<Entry> entries = new ArrayList<>();
        for (Price price : inDollars()) {
            entries.add(new Entry("price/" + price.getMeter(), price));
        }
        Set<DemoOwner> abroad = new LinkedHashSet<>();
        for (DemoWallet wallet : world.wallets()) {
            if (!wallet.currency().equals("USD")) {
                abroad.add(wallet.owner());
            }
        }
        for (DemoOwner owner : abroad) {
            for (Price price : inDollars()) {
                price.setCurrency(owner.currency());
                price.setOwnerId(owner.id());
                entries.add(new Entry("price/" + price.getMeter() + "/owner/" + owner.id(), price));
            }
        }
        entries.add(barbersOwn());
        return entries;
    }

    private static List<Price> inDollars() {
        return List.of(
                price(SMS, "0.0079").build(),
                price(EMAIL, "0.0009")
                        .setTiering("GRADUATED")
                        .setTiers(List.of(tier("10", "0.0009"), tier("100", "0.0006"), tier(null, "0.0004")))
                        .build(),
                price(VALIDATION, "0.004")
                        .setTiering("VOLUME")
                        .setTiers(List.of(tier("25", "0.004"), tier(null, "0.003")))
                        .build(),
                price(CALL_MINUTE, "0.014").build(),
                price(AGENT_TOKEN, "0.0000025").build(),
                price(LEAD, "25").build());
    }

    private static Entry barbersOwn() {
        String wallet = "corner-barber";
        return new Entry(
                "price/" + SMS + "/wallet/" + wallet,
                price(SMS, "0.05").setWalletId(wallet).build());
    }

    private static Price.Builder price(String meter, String unitPrice) {
        return Price.newBuilder()
                .setMeter(meter)
                .setCurrency("USD")
                .setUnitPrice(unit(unitPrice))
                .setEffectiveFrom(ALWAYS)
                .setVersion(VERSION);
    }

    private static PriceTier tier(@Nullable String upTo, String unitPrice) {
        return PriceTier.newBuilder()
                .setUpTo(upTo == null ? null : unit(upTo))
                .setUnitPrice(unit(unitPrice))
                .build();
    }

    private static BigDecimal unit(String price) {
        return new BigDecimal(price).setScale(18);
    }
}
