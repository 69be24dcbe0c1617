package dev.drawdown.launch;

import dev.drawdown.api.LastWrites;
import dev.drawdown.api.Meter;
import dev.drawdown.api.Metrics;
import dev.drawdown.api.ReadModelAccess;
import dev.drawdown.api.ReadModelPlaces;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.Role;
import dev.drawdown.schemas.Topics;
import dev.drawdown.views.ConservationSum;
import dev.drawdown.views.Views;
import dev.drawdown.wire.PatientRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** The role that keeps the read models: a graph of its own, so that it never stands in the engine's way. */
final class ReadModels implements AutoCloseable {
    private static final String GROUP_SUFFIX = "-views";

    /** Reading is idempotent, so this is only how much is read again after a crash. */
    private static final long COMMIT_INTERVAL_MILLIS = 1_000;

    /** How long an idle thread waits before it looks after what has been put, and lets readers see it. */
    private static final long POLL_MILLIS = 25;

    private static final double MICROS = 1_000_000;

    private final Views views;
    private final StreamsPart part;
    private final ReadModelAccess access;

    private ReadModels(Views views, StreamsPart part) {
        this.views = views;
        this.part = part;
        access = new ReadModelAccess(views, ReadModelPlaces.ALONE, LastWrites.NONE);
    }

    /** Makes them ready to start. */
    static ReadModels of(DrawdownConfig config, int partitions, Metrics metrics) {
        Views views = new Views(
                Topics.withPrefix(config.topics().prefix()),
                partitions,
                new PatientRegistry(RegistryClients.forWork(config.registry()), metrics),
                config.views().retention(),
                System::currentTimeMillis);
        StreamsPart part = new StreamsPart(
                Role.VIEWS,
                views.topology(),
                properties(config),
                new DefaultKafkaClientSupplier(),
                config.shutdownTimeout());
        views.ownersIn(() -> part.streams()
                .store(StoreQueryParameters.fromNameAndType(
                        Views.ownersStore(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore())));
        return new ReadModels(views, part);
    }

    private static Properties properties(DrawdownConfig config) {
        Properties properties = StreamsProperties.of(config);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.streams().applicationId() + GROUP_SUFFIX);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                IsolationLevel.READ_COMMITTED.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        properties.putIfAbsent(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                KeptInstanceId.of(config.streams().stateDir()));
        return properties;
    }

    Views views() {
        return views;
    }

    ReadModelAccess access() {
        return access;
    }

    StreamsPart part() {
        return part;
    }

    void bindTo(Metrics metrics) {
        metrics.gauge(Meter.VIEWS_UNREADABLE, views, Views::unreadable);
        bind(metrics, Meter.CONSERVATION_CREDITS, MICROS, ConservationSum::creditMicros);
        bind(metrics, Meter.CONSERVATION_DEBITS, MICROS, ConservationSum::debitMicros);
        bind(metrics, Meter.CONSERVATION_BALANCES, MICROS, ConservationSum::balanceMicros);
        bind(metrics, Meter.CONSERVATION_DIFFERENCE, MICROS, ConservationSum::differenceMicros);
        bind(metrics, Meter.CONSERVATION_WALLETS, 1, ConservationSum::wallets);
        bind(metrics, Meter.CONSERVATION_WAITING, 1, ConservationSum::waiting);
        bind(metrics, Meter.CONSERVATION_BREAKS, 1, ConservationSum::breaks);
    }

    private void bind(Metrics metrics, Meter meter, double unit, ToLongFunction<ConservationSum> figure) {
        metrics.series(meter, () -> {
            Map<List<String>, Double> series = new HashMap<>();
            views.conservation()
                    .forEach((partition, sums) -> sums.forEach((currency, sum) -> series.put(
                            List.of(currency, Integer.toString(partition)), figure.applyAsLong(sum) / unit)));
            return series;
        });
    }

    @Override
    public void close() {
        access.close();
        part.close();
    }
}
