package dev.drawdown.topology;

import dev.drawdown.engine.Price;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.PriceTier;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One task's view of the catalog: what a meter costs a wallet, the most specific price first.
 *
 * <p>The store holds the topic's raw bytes, since what cannot be decoded must not stop the thread that fills it. Prices
 * are decoded when first asked for, and again after any change of the catalog.
 */
final class Catalog {
    private static final int MAX_CACHED = 100_000;
    private static final Offer NO_OFFER = new Offer(null, 0);

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final AvroDecoder<CatalogEntry> decoder;
    private final AtomicLong changes;
    private final Map<String, MeterOffers> meters = new HashMap<>();
    private final Map<String, Offer> overrides = new HashMap<>();
    private long changesSeen = -1;

    /** A price, and from when on it counts. */
    private record Offer(@Nullable Price price, long fromMillis) {}

    /** What a meter costs all who have no price of their own, and whether anybody has. */
    private record MeterOffers(Offer general, boolean hasOverrides) {}

    /**
     * Looks into a store that another thread fills.
     *
     * @param changes counted up by that thread after each change
     */
    Catalog(ReadOnlyKeyValueStore<Bytes, byte[]> store, AvroDecoder<CatalogEntry> decoder, AtomicLong changes) {
        this.store = store;
        this.decoder = decoder;
        this.changes = changes;
    }

    static Catalog of(ProcessorContext<?, ?> context, TopologySettings settings, AtomicLong changes) {
        return new Catalog(
                context.getStateStore(Names.CATALOG_STORE),
                new AvroDecoder<>(CatalogEntry.class, settings.registry()),
                changes);
    }

    /** How often the catalog has changed since the program began. */
    long changes() {
        return changes.get();
    }

    @Nullable
    Price price(String meter, String walletId, String ownerId, long nowMillis) {
        dropWhatMayBeStale();
        MeterOffers offers = meters.get(meter);
        if (offers == null) {
            offers = offersOf(meter);
            meters.put(meter, offers);
        }
        if (offers.hasOverrides) {
            Offer own = override("price/" + meter + "/wallet/" + walletId);
            if (own.price == null || own.fromMillis > nowMillis) {
                own = override("price/" + meter + "/owner/" + ownerId);
            }
            if (own.price != null && own.fromMillis <= nowMillis) {
                return own.price;
            }
        }
        return offers.general.fromMillis <= nowMillis ? offers.general.price : null;
    }

    private void dropWhatMayBeStale() {
        // Read before the store, which was written before this was counted up: never newer than what we see.
        long now = changes.get();
        if (now != changesSeen || meters.size() + overrides.size() > MAX_CACHED) {
            meters.clear();
            overrides.clear();
            changesSeen = now;
        }
    }

    private MeterOffers offersOf(String meter) {
        String key = "price/" + meter;
        try (KeyValueIterator<Bytes, byte[]> specific = store.range(key(key + "/"), key(key + "0"))) {
            return new MeterOffers(offer(key), specific.hasNext());
        }
    }

    private Offer override(String key) {
        Offer known = overrides.get(key);
        if (known == null) {
            known = offer(key);
            overrides.put(key, known);
        }
        return known;
    }

    private Offer offer(String key) {
        byte[] value = store.get(key(key));
        if (value == null) {
            return NO_OFFER;
        }
        try {
            return decoder.decode(value).getBody() instanceof dev.drawdown.schemas.Price wire
                    ? new Offer(price(wire), wire.getEffectiveFrom().toEpochMilli())
                    : NO_OFFER;
        } catch (UndecodableException | IllegalArgumentException unusable) {
            // As if it were not there: what needs it waits, and goes to the dead letters if nobody mends it.
            return NO_OFFER;
        }
    }

    private static Price price(dev.drawdown.schemas.Price wire) {
        List<Price.Tier> tiers = new ArrayList<>(wire.getTiers().size());
        for (PriceTier tier : wire.getTiers()) {
            tiers.add(new Price.Tier(tier.getUpTo(), rate(tier.getUnitPrice())));
        }
        return new Price(
                wire.getMeter(),
                wire.getCurrency(),
                rate(wire.getUnitPrice()),
                Price.Tiering.valueOf(wire.getTiering()),
                tiers,
                Long.toString(wire.getVersion()));
    }

    private static BigDecimal rate(BigDecimal unitPrice) {
        if (!Money.fitsRate(unitPrice)) {
            throw new IllegalArgumentException("Expected a unit price that fits decimal(38,18)");
        }
        return unitPrice;
    }

    private static Bytes key(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
