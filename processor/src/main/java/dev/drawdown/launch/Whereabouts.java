package dev.drawdown.launch;

import dev.drawdown.api.Found;
import dev.drawdown.store.CommittedTable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** Knows which instance of a graph works on a key, and whether it can be read here. */
final class Whereabouts {
    /** A copy that misses more has only begun to be one, and would tell of a past that nobody remembers. */
    private static final long MAX_BEHIND_RECORDS = 10_000;

    private final KafkaStreams streams;
    private final HostInfo self;

    /** @param self as the graph's {@code application.server} names it */
    Whereabouts(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    /**
     * Reads a key if it is here.
     *
     * @param standby whether a copy that stands by will do
     * @param reading reads what is here, on this thread
     */
    <T> Found<T> read(String store, String key, boolean standby, Function<Place, Found<T>> reading) {
        KeyQueryMetadata metadata;
        try {
            metadata = streams.queryMetadataForKey(store, key, Serdes.String().serializer());
        } catch (StreamsException | IllegalStateException e) {
            return new Found.Unknown<>("this instance is not running yet");
        }
        if (metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            return new Found.Unknown<>("it is not known yet who works on it");
        }
        boolean active = metadata.activeHost().equals(self);
        if (!active && !(standby && metadata.standbyHosts().contains(self))) {
            return new Found.Elsewhere<>(others(metadata));
        }
        if (active) {
            Found<T> found = read(store, metadata.partition(), Found.Freshness.ACTIVE, reading);
            if (!(found instanceof Found.Unknown<T>)) {
                return found;
            }
        }
        // While partitions move, Kafka Streams shows none of them as ready, though what was there is still there.
        return readCopy(store, metadata.partition(), reading);
    }

    private <T> Found<T> readCopy(String store, int partition, Function<Place, Found<T>> reading) {
        Found.Freshness freshness;
        try {
            @Nullable
            LagInfo lag = streams.allLocalStorePartitionLags()
                    .getOrDefault(store, Map.of())
                    .get(partition);
            if (lag == null || lag.offsetLag() > MAX_BEHIND_RECORDS) {
                return new Found.Unknown<>("its state is being restored");
            }
            freshness = new Found.Freshness(false, lag.offsetLag());
        } catch (StreamsException | IllegalStateException e) {
            return new Found.Unknown<>("its state is moving");
        }
        // One that it does not know may be one that it has not heard of yet.
        return read(store, partition, freshness, reading) instanceof Found.Here<T> here ? here : new Found.Behind<>();
    }

    private <T> Found<T> read(
            String store, int partition, Found.Freshness freshness, Function<Place, Found<T>> reading) {
        try {
            return reading.apply(new Place(streams, store, partition, freshness));
        } catch (InvalidStateStoreException e) {
            return new Found.Unknown<>("its state is moving or being restored");
        }
    }

    /** A store's partition that is here, and how fresh it is. */
    record Place(KafkaStreams streams, String store, int partition, Found.Freshness freshness) {
        /**
         * Returns the partition as a table.
         *
         * @throws InvalidStateStoreException if it is moving or being restored
         */
        CommittedTable table() {
            return CommittedTable.find(streams, store, partition, !freshness.active());
        }
    }

    private List<URI> others(KeyQueryMetadata metadata) {
        List<HostInfo> hosts = new ArrayList<>();
        hosts.add(metadata.activeHost());
        hosts.addAll(metadata.standbyHosts());
        hosts.remove(self);
        return hosts.stream()
                .map(host -> URI.create("http://" + host.host() + ":" + host.port()))
                .toList();
    }
}
