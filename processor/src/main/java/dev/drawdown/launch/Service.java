package dev.drawdown.launch;

import dev.drawdown.api.Health;
import dev.drawdown.api.HealthCheck;
import dev.drawdown.api.HttpServer;
import dev.drawdown.api.Metrics;
import dev.drawdown.api.Part;
import dev.drawdown.api.Route;
import dev.drawdown.api.WebhookRoute;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.DrawdownConfig.ParkingSettings;
import dev.drawdown.config.Role;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.store.NativeLibrary;
import dev.drawdown.store.StateTables;
import dev.drawdown.topology.StreamsClients;
import dev.drawdown.topology.TopologySettings;
import dev.drawdown.topology.WalletTopology;
import dev.drawdown.topology.state.ParkingLot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** A running instance: what its roles do, and the HTTP server that says how it is. */
public final class Service implements AutoCloseable {
    private final List<StreamsPart> parts;
    private final Metrics metrics;
    private final Health health;
    private final HttpServer http;
    private final List<Route> routes;
    private final Opening opened;

    private Service(
            List<StreamsPart> parts,
            Metrics metrics,
            Health health,
            HttpServer http,
            List<Route> routes,
            Opening opened) {
        this.opened = opened;
        this.parts = parts;
        this.metrics = metrics;
        this.health = health;
        this.http = http;
        this.routes = routes;
    }

    /**
     * Starts an instance on the topics of its cluster; it becomes ready in the background.
     *
     * @throws CommandFailure if the topics are not as they must be
     */
    public static Service start(DrawdownConfig config) {
        NativeLibrary.load(config.streams().stateDir());
        int partitions;
        try (Cluster cluster = Cluster.connect(config)) {
            partitions = cluster.requireTopics();
        }
        try (Opening opening = new Opening()) {
            Metrics metrics = opening.add(new Metrics());
            List<StreamsPart> parts = new ArrayList<>();
            HostInfo self = Advertised.of(config.http());
            ReadModels readModels = null;
            if (config.roles().contains(Role.VIEWS)) {
                readModels = opening.add(ReadModels.of(config, partitions, metrics, self));
                readModels.bindTo(metrics);
                parts.add(readModels.part());
            }
            HttpApi api = null;
            if (config.roles().contains(Role.ENGINE)) {
                StreamsPart engine = opening.add(engine(config, partitions, metrics, self));
                parts.add(engine);
                if (config.roles().contains(Role.API)) {
                    api = opening.add(HttpApi.open(config, engine, self, readModels, metrics));
                }
            }
            WebhookRoute webhooks = null;
            if (config.roles().contains(Role.PAYMENTS)) {
                Collecting collecting = Collecting.open(config, metrics, opening);
                parts.add(collecting.part());
                webhooks = collecting.webhooks();
            }
            Admin admin = Admin.create(new HashMap<>(config.kafka().admin()));
            // A probe of a broker that is away must not hold up a stop for the minute that it may take.
            opening.add((AutoCloseable) () -> admin.close(Duration.ZERO));
            Health health = health(config, parts, admin);
            parts.forEach(part -> part.bindTo(metrics));
            // Before HTTP, since it takes its threads some time to join their group, which goes on while HTTP starts.
            parts.forEach(StreamsPart::start);
            HttpServer http = opening.add(HttpServer.start(
                    config.http().bindAddress(),
                    self.port(),
                    health,
                    metrics,
                    api == null ? null : api.api(),
                    webhooks));
            List<Route> routes = api == null ? List.of() : api.api().routes();
            return new Service(List.copyOf(parts), metrics, health, http, routes, opening.succeeded());
        }
    }

    private static StreamsPart engine(DrawdownConfig config, int partitions, Metrics metrics, HostInfo self) {
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
        Properties properties = StreamsProperties.ofInstance(config);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        return new StreamsPart(
                Role.ENGINE,
                WalletTopology.build(settings),
                properties,
                new StreamsClients(),
                config.shutdownTimeout());
    }

    private static ParkingLot.Limits parking(ParkingSettings settings) {
        return new ParkingLot.Limits(
                settings.time().toMillis(),
                settings.maxPerWallet(),
                TopologySettings.DEFAULT_PARKING.maxPerTask(),
                TopologySettings.DEFAULT_PARKING.maxBytesPerTask());
    }

    private static Health health(DrawdownConfig config, List<StreamsPart> parts, Admin admin) {
        String subject = Topics.withPrefix(config.topics().prefix()).usageEvents.subject();
        List<HealthCheck> checks = new ArrayList<>();
        parts.forEach(part -> checks.add(part::ready));
        checks.add(new BrokerCheck(admin));
        checks.add(new RegistryCheck(RegistryClients.forProbes(config.registry()), subject));
        return new Health(() -> alive(parts), checks, StreamsPart::clockMillis);
    }

    /** One role that has stopped for good is reason enough to start the instance anew. */
    private static Part alive(List<StreamsPart> parts) {
        for (StreamsPart part : parts) {
            Part alive = part.alive();
            if (!alive.up()) {
                return alive;
            }
        }
        return Part.up("instance", "alive");
    }

    /** Waits until every role does its work; returns whether they do. */
    public boolean awaitProcessing(Duration limit) throws InterruptedException {
        for (StreamsPart part : parts) {
            if (!part.awaitProcessing(limit)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the port that health, readiness and metrics are served on. */
    public int httpPort() {
        return http.port();
    }

    /** Returns the API's routes, with who may call them. */
    List<Route> routes() {
        return routes;
    }

    /** Returns all that its HTTP server answers, as one writes it: the method and the path. */
    Set<String> served() {
        return http.routes();
    }

    public Health health() {
        return health;
    }

    /** Returns what the instance counts. */
    public Metrics metrics() {
        return metrics;
    }

    /** Stops cleanly. */
    @Override
    public void close() {
        opened.close();
    }
}
