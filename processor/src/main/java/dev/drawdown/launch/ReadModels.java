package dev.drawdown.launch;

import dev.drawdown.api.Found;
import dev.drawdown.api.Meter;
import dev.drawdown.api.Metrics;
import dev.drawdown.api.ReadModelPlace;
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
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.apache.kafka.streams.state.HostInfo;

/** The role that keeps the read models: a graph of its own, so that it never stands in the engine's way. */
final class ReadModels implements AutoCloseable {
    /** Reading is idempotent, so this only says how far copies are behind: they are told no more than what is committed. */
    private static final long COMMIT_INTERVAL_MILLIS = 100;

    /** How long an idle thread waits before it looks after what has been put, and lets readers see it. */
    private static final long POLL_MILLIS = 25;

    private static final double MICROS = 1_000_000;

    private final Views views;
    private final StreamsPart part;
    private final ReadModelPlace place;

    private ReadModels(Views views, StreamsPart part, ReadModelPlace place) {
        this.views = views;
        this.part = part;
        this.place = place;
    }

    /**
     * Makes them ready to start.
     *
     * @param self what the graph calls this instance
     */
    static ReadModels of(DrawdownConfig config, int partitions, Metrics metrics, HostInfo self) {
        Views views = new Views(
                Topics.withPrefix(config.topics().prefix()),
                partitions,
                new PatientRegistry(RegistryClients.forWork(config.registry()), metrics),
                config.views().retention(),
                System::currentTimeMillis);
        StreamsPart part = new StreamsPart(
                Role.VIEWS,
                views.topology(),
                properties(config, self),
                new DefaultKafkaClientSupplier(),
                config.shutdownTimeout());
        Whereabouts whereabouts = new Whereabouts(part.streams(), self);
        return new ReadModels(
                views,
                part,
                (walletId, standby) -> whereabouts.read(
                        Views.storeName(), walletId, standby, found -> here(views, walletId, found.freshness())));
    }

    private static Found<Views> here(Views views, String walletId, Found.Freshness freshness) {
        boolean isReady = freshness.active() ? views.answersFor(walletId) : views.has(walletId);
        return isReady
                ? new Found.Here<>(views, freshness)
                : new Found.Unknown<>("the wallet's read models are moving or being restored");
    }

    private static Properties properties(DrawdownConfig config, HostInfo self) {
        Properties properties = StreamsProperties.ofRole(config, Role.VIEWS, 1);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                IsolationLevel.READ_COMMITTED.toString());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        return properties;
    }

    Views views() {
        return views;
    }

    /** Says where a wallet's are. */
    ReadModelPlace place() {
        return place;
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
        part.close();
    }
}
