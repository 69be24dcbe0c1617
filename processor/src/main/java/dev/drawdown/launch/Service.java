package dev.drawdown.launch;

import dev.drawdown.api.Health;
import dev.drawdown.api.HttpServer;
import dev.drawdown.api.Meter;
import dev.drawdown.api.Metrics;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance: the topology, and the HTTP server that says how it is. */
public final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    private final DrawdownConfig config;
    private final Metrics metrics;
    private final KafkaStreams streams;
    private final Admin admin;
    private final Health health;
    private final HttpServer http;

    private Service(
            DrawdownConfig config, Metrics metrics, KafkaStreams streams, Admin admin, Health health, HttpServer http) {
        this.config = config;
        this.metrics = metrics;
        this.streams = streams;
        this.admin = admin;
        this.health = health;
        this.http = http;
    }

    /**
     * Starts an instance; it becomes ready in the background.
     *
     * @param metrics closed with the instance
     */
    public static Service start(
            DrawdownConfig config, Topology topology, KafkaClientSupplier clients, Metrics metrics) {
        KafkaStreams streams = new KafkaStreams(topology, StreamsProperties.of(config), clients);
        FailurePolicy failures = new FailurePolicy(Service::clockMillis);
        RestoreProgress restoring = new RestoreProgress();
        streams.setUncaughtExceptionHandler(failures);
        streams.setGlobalStateRestoreListener(restoring);

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
        return new Service(config, metrics, streams, admin, health, http);
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
