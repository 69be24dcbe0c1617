package dev.drawdown.launch;

import dev.drawdown.api.Health;
import dev.drawdown.api.HttpServer;
import dev.drawdown.api.Meter;
import dev.drawdown.api.Metrics;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.DrawdownConfig.ParkingSettings;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.store.StateTables;
import dev.drawdown.topology.StreamsClients;
import dev.drawdown.topology.TopologySettings;
import dev.drawdown.topology.WalletTopology;
import dev.drawdown.topology.state.ParkingLot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance: the topology, and the HTTP server that says how it is. */
public final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    private final DrawdownConfig config;
    private final Metrics metrics;
    private final KafkaStreams streams;
    /** Opens when processing has begun, or will not. */
    private final CountDownLatch settled;

    private final Admin admin;
    private final Health health;
    private final HttpServer http;

    private Service(
            DrawdownConfig config,
            Metrics metrics,
            KafkaStreams streams,
            CountDownLatch settled,
            Admin admin,
            Health health,
            HttpServer http) {
        this.config = config;
        this.metrics = metrics;
        this.streams = streams;
        this.settled = settled;
        this.admin = admin;
        this.health = health;
        this.http = http;
    }

    /**
     * Starts an instance on the topics of its cluster; it becomes ready in the background.
     *
     * @throws CommandFailure if the topics are not as they must be
     */
    public static Service start(DrawdownConfig config) {
        int partitions;
        try (Cluster cluster = Cluster.connect(config)) {
            partitions = cluster.requireTopics();
        }
        Metrics metrics = new Metrics();
        TopologySettings settings = new TopologySettings(
                Topics.withPrefix(config.topics().prefix()),
                partitions,
                RegistryClients.forWork(config.registry()),
                Registration.REGISTER,
                config.policy(),
                parking(config.parking()),
                new TopologySettings.State(
                        StateTables.Kind.valueOf(config.state().store().name()),
                        config.state().memoryBytes()),
                metrics);
        return start(config, WalletTopology.build(settings), new StreamsClients(), metrics);
    }

    private static ParkingLot.Limits parking(ParkingSettings settings) {
        return new ParkingLot.Limits(
                settings.time().toMillis(),
                settings.maxPerWallet(),
                TopologySettings.DEFAULT_PARKING.maxPerTask(),
                TopologySettings.DEFAULT_PARKING.maxBytesPerTask());
    }

    /**
     * Starts an instance of any topology.
     *
     * @param metrics closed with the instance
     */
    static Service start(DrawdownConfig config, Topology topology, KafkaClientSupplier clients, Metrics metrics) {
        KafkaStreams streams = new KafkaStreams(topology, properties(config), clients);
        FailurePolicy failures = new FailurePolicy(Service::clockMillis);
        RestoreProgress restoring = new RestoreProgress();
        streams.setUncaughtExceptionHandler(failures);
        streams.setGlobalStateRestoreListener(restoring);
        CountDownLatch settled = new CountDownLatch(1);
        streams.setStateListener((now, before) -> {
            log.debug("{} after {}", now, before);
            if (now == KafkaStreams.State.RUNNING || now == KafkaStreams.State.ERROR) {
                settled.countDown();
            }
        });

        Map<String, Object> adminSettings = new HashMap<>(config.kafka().admin());
        Admin admin = Admin.create(adminSettings);
        Health health = health(config, new StreamsCheck(streams, restoring, failures), admin);
        bind(metrics, streams, restoring, failures);
        HttpServer http;
        try {
            http = HttpServer.start(config.http().bindAddress(), config.http().port(), health, metrics);
        } catch (RuntimeException e) {
            admin.close();
            streams.close();
            metrics.close();
            throw e;
        }
        streams.start();
        return new Service(config, metrics, streams, settled, admin, health, http);
    }

    private static Properties properties(DrawdownConfig config) {
        Properties properties = StreamsProperties.of(config);
        properties.putIfAbsent(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                KeptInstanceId.of(config.streams().stateDir()));
        return properties;
    }

    private static Health health(DrawdownConfig config, StreamsCheck streams, Admin admin) {
        String subject = Topics.withPrefix(config.topics().prefix()).usageEvents.subject();
        return new Health(
                streams::alive,
                List.of(
                        streams::ready,
                        new BrokerCheck(admin),
                        new RegistryCheck(RegistryClients.forProbes(config.registry()), subject)),
                Service::clockMillis);
    }

    private static void bind(Metrics metrics, KafkaStreams streams, RestoreProgress restoring, FailurePolicy failures) {
        new StreamsGauges(streams::metrics, Service::clockMillis).bindTo(metrics);
        metrics.gauge(Meter.STREAMS_RUNNING, streams, running -> running.state() == KafkaStreams.State.RUNNING ? 1 : 0);
        metrics.gauge(Meter.STREAMS_RESTORING, restoring, RestoreProgress::remainingRecords);
        metrics.gauge(Meter.STREAMS_THREADS_REPLACED, failures, FailurePolicy::replaced);
    }

    /** Never runs backwards, unlike the time of day. */
    private static long clockMillis() {
        return System.nanoTime() / 1_000_000;
    }

    /** Waits until events are processed; returns whether they are. */
    public boolean awaitProcessing(Duration limit) throws InterruptedException {
        return settled.await(limit.toMillis(), TimeUnit.MILLISECONDS)
                && health.alive().up();
    }

    /** Returns the port that health, readiness and metrics are served on. */
    public int httpPort() {
        return http.port();
    }

    public Health health() {
        return health;
    }

    /** Returns what the instance counts. */
    public Metrics metrics() {
        return metrics;
    }

    /**
     * Stops cleanly: commits, and leaves the group, so that others, or the next start, take the partitions at once.
     */
    @Override
    public void close() {
        boolean stopped =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(config.shutdownTimeout()));
        if (!stopped) {
            log.warn(
                    "Not everything had stopped after {} s; nothing is lost by it",
                    config.shutdownTimeout().toSeconds());
        }
        http.close();
        admin.close();
        metrics.close();
    }
}
