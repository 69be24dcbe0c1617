package dev.drawdown.launch;

import dev.drawdown.api.Found;
import dev.drawdown.api.PresentState;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Wallet;
import dev.drawdown.owners.StoredOwner;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.Price;
import dev.drawdown.schemas.serde.AvroDecoder;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.UndecodableException;
import dev.drawdown.topology.Names;
import dev.drawdown.topology.state.StoredWallet;
import dev.drawdown.wire.CorruptStateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The present, read from the stores of the engine's graph. */
final class StreamsState implements PresentState {
    private final KafkaStreams streams;
    private final Whereabouts whereabouts;
    private final Policy policy;
    private final SchemaRegistry registry;

    StreamsState(KafkaStreams streams, Whereabouts whereabouts, Policy policy, SchemaRegistry registry) {
        this.streams = streams;
        this.whereabouts = whereabouts;
        this.policy = policy;
        this.registry = registry;
    }

    @Override
    public Found<Wallet> wallet(String walletId, @Nullable String after, boolean standby) {
        return whereabouts.read(Names.WALLET_STORE, walletId, standby, place -> {
            try {
                StoredWallet stored = StoredWallet.find(place.table(), policy, walletId);
                if (stored == null) {
                    return new Found.Absent<>(place.freshness());
                }
                return after == null || stored.hasAccepted(after)
                        ? new Found.Here<>(stored.wallet(), place.freshness())
                        : new Found.Behind<>();
            } catch (CorruptStateException changed) {
                // Its memos were merged between two looks at them: the next look finds them together.
                return new Found.Unknown<>("it is being written");
            }
        });
    }

    @Override
    public Found<OwnerNow> owner(String ownerId, @Nullable String after, boolean standby) {
        return whereabouts.read(Names.OWNER_STORE, ownerId, standby, place -> {
            StoredOwner stored = StoredOwner.find(place.table(), ownerId);
            if (stored == null) {
                return new Found.Absent<>(place.freshness());
            }
            return after == null || stored.hasAccepted(after)
                    ? new Found.Here<>(new OwnerNow(stored.toWire(), stored.opening()), place.freshness())
                    : new Found.Behind<>();
        });
    }

    @Override
    public List<Price> prices(String meter) {
        ReadOnlyKeyValueStore<Bytes, byte[]> catalog = streams.store(
                StoreQueryParameters.fromNameAndType(Names.CATALOG_STORE, QueryableStoreTypes.keyValueStore()));
        AvroDecoder<CatalogEntry> decoder = new AvroDecoder<>(CatalogEntry.class, registry);
        List<Price> prices = new ArrayList<>();
        String key = "price/" + meter;
        add(prices, decoder, catalog.get(key(key)));
        try (KeyValueIterator<Bytes, byte[]> single = catalog.range(key(key + "/"), key(key + "0"))) {
            while (single.hasNext()) {
                add(prices, decoder, single.next().value);
            }
        }
        return prices;
    }

    /** What cannot be decoded counts as not there, as it does for the engine. */
    private static void add(List<Price> prices, AvroDecoder<CatalogEntry> decoder, byte @Nullable [] value) {
        if (value == null) {
            return;
        }
        try {
            if (decoder.decode(value).getBody() instanceof Price price) {
                prices.add(price);
            }
        } catch (UndecodableException e) {
            return;
        }
    }

    private static Bytes key(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
