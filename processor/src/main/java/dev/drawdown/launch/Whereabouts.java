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

/** Knows which instance of a graph works on a key, and reads what is here. */
final class Whereabouts {
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
     * @param reading reads the table, on this thread; it is told how fresh the table is by {@link #freshness}
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
        try {
            CommittedTable table = CommittedTable.find(streams, store, metadata.partition(), !active);
            return reading.apply(new Place(table, freshness(store, metadata.partition(), active)));
        } catch (InvalidStateStoreException e) {
            return new Found.Unknown<>("its state is moving or being restored");
        }
    }

    /** A table that is here, and how fresh it is. */
    record Place(CommittedTable table, Found.Freshness freshness) {}

    private Found.Freshness freshness(String store, int partition, boolean active) {
        if (active) {
            return Found.Freshness.ACTIVE;
        }
        Map<Integer, LagInfo> lags = streams.allLocalStorePartitionLags().getOrDefault(store, Map.of());
        @Nullable LagInfo lag = lags.get(partition);
        return new Found.Freshness(false, lag == null ? 0 : lag.offsetLag());
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
