package dev.drawdown.launch;

import dev.drawdown.api.Access;
import dev.drawdown.api.Api;
import dev.drawdown.api.CallLimits;
import dev.drawdown.api.CommandPort;
import dev.drawdown.api.EventRoutes;
import dev.drawdown.api.ExchangeRates;
import dev.drawdown.api.ExplainRoute;
import dev.drawdown.api.Gate;
import dev.drawdown.api.HistoryRoutes;
import dev.drawdown.api.HoldRoutes;
import dev.drawdown.api.Holdings;
import dev.drawdown.api.JwtAccess;
import dev.drawdown.api.KafkaCatalog;
import dev.drawdown.api.KafkaCommands;
import dev.drawdown.api.KafkaEvents;
import dev.drawdown.api.LiveRoute;
import dev.drawdown.api.Metrics;
import dev.drawdown.api.MoneyRoutes;
import dev.drawdown.api.OutcomeFeed;
import dev.drawdown.api.OwnerRoutes;
import dev.drawdown.api.PaymentMethodRoutes;
import dev.drawdown.api.Peers;
import dev.drawdown.api.PriceRoutes;
import dev.drawdown.api.ReadModelAccess;
import dev.drawdown.api.Reads;
import dev.drawdown.api.Route;
import dev.drawdown.api.TokenFile;
import dev.drawdown.api.UsageRoutes;
import dev.drawdown.api.WalletRoutes;
import dev.drawdown.api.Writes;
import dev.drawdown.api.jwt.JwtVerifier;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.DrawdownConfig.AccessSettings;
import dev.drawdown.config.DrawdownConfig.JwtSettings;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.payments.CustomerGateway;
import dev.drawdown.payments.stripe.StripeAccount;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.SchemaRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** The HTTP API of an instance, and what it stands on: tokens, a producer, the outcomes, and the engine's state. */
final class HttpApi implements AutoCloseable {
    /** A caller waits for the broker no longer than for an outcome. */
    private static final int BROKER_PATIENCE_MILLIS = 5_000;

    private static final Duration CATALOG_PATIENCE = Duration.ofSeconds(2);

    private final Opening opened;
    private final Api api;

    private HttpApi(Opening opened, Api api) {
        this.opened = opened;
        this.api = api;
    }

    /**
     * Opens it.
     *
     * @param engine the graph whose state is read
     * @param self what the graph calls this instance
     * @param readModels null where this instance keeps none
     */
    static HttpApi open(
            DrawdownConfig config,
            StreamsPart engine,
            HostInfo self,
            @Nullable ReadModels readModels,
            Metrics metrics) {
        try (Opening opening = new Opening()) {
            Gate gate = new Gate(
                    access(config.access(), metrics, opening),
                    new CallLimits(config.access().limit(), System::nanoTime),
                    metrics::turnedAway);
            Topics topics = Topics.withPrefix(config.topics().prefix());
            SchemaRegistry registry = RegistryClients.forWork(config.registry());
            Producer<byte[], byte[]> producer = opening.add(producer(config));
            OutcomeFeed outcomes =
                    opening.add(new OutcomeFeed(consumer(config), topics.walletOutcomes.name(), registry));
            Reads reads = new Reads(opening.add(new Peers()), config.http().readPatience());
            StreamsState state = new StreamsState(new Whereabouts(engine.streams(), self), config.policy());
            KafkaCatalog catalog = opening.add(catalog(config, topics, registry));
            ExchangeRates rates = new ExchangeRates(catalog, InstantSource.system(), task -> {
                var _ = Thread.startVirtualThread(task);
            });
            Holdings holdings = new Holdings(state, outcomes, reads, rates);
            CommandPort commands = new KafkaCommands(
                    producer, outcomes, topics, registry, config.http().writePatience(), InstantSource.system());
            ReadModelAccess access = readModels == null
                    ? null
                    : new ReadModelAccess(readModels.views(), readModels.place(), holdings, reads);
            Writes writes = new Writes(commands, holdings, access == null ? (_, _, _) -> {} : access::await);
            List<Route> routes = new ArrayList<>();
            routes.addAll(new WalletRoutes(writes, holdings).routes());
            routes.addAll(new MoneyRoutes(writes).routes());
            routes.addAll(new HoldRoutes(writes).routes());
            routes.addAll(new OwnerRoutes(writes, holdings).routes());
            routes.addAll(new PaymentMethodRoutes(
                            writes,
                            holdings,
                            customers(config.stripe()),
                            config.stripe().returnUrl())
                    .routes());
            routes.addAll(new PriceRoutes(catalog, InstantSource.system()).routes());
            routes.addAll(
                    new EventRoutes(new KafkaEvents(producer, topics, registry, InstantSource.system())).routes());
            if (access != null) {
                routes.addAll(readModels(access, holdings));
            }
            return new HttpApi(opening.succeeded(), new Api(gate, holdings, routes));
        }
    }

    private static List<Route> readModels(ReadModelAccess access, Holdings holdings) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new HistoryRoutes(access).routes());
        routes.addAll(new UsageRoutes(access, holdings, InstantSource.system()).routes());
        routes.addAll(new ExplainRoute(access).routes());
        routes.addAll(new LiveRoute(access).routes());
        return routes;
    }

    Api api() {
        return api;
    }

    private static Access access(AccessSettings settings, Metrics metrics, Opening opening) {
        try {
            TokenFile tokens = settings.tokens().isEmpty()
                    ? null
                    : TokenFile.open(Path.of(settings.tokens()), StreamsPart::clockMillis);
            JwtAccess jwts = settings.jwts().areTaken() ? opening.add(jwts(settings.jwts())) : null;
            if (jwts != null) {
                jwts.bindTo(metrics);
            }
            return new Access(tokens, jwts, InstantSource.system());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static JwtAccess jwts(JwtSettings settings) {
        JwtVerifier verifier = JwtVerifier.open(settings, StreamsPart::clockMillis, InstantSource.system(), task -> {
            var _ = Thread.startVirtualThread(task);
        });
        return new JwtAccess(verifier, settings);
    }

    private static @Nullable CustomerGateway customers(StripeSettings settings) {
        return settings.apiKey().value().isEmpty() ? null : new StripeAccount(settings, Clock.systemUTC()).customers();
    }

    private static KafkaCatalog catalog(DrawdownConfig config, Topics topics, SchemaRegistry registry) {
        return new KafkaCatalog(
                () -> catalogProducer(config),
                consumer(config),
                topics.walletCatalog,
                registry,
                Duration.ofMillis(config.policy().idempotencyWindowMillis()),
                CATALOG_PATIENCE);
    }

    /** One id for all instances, so that each shuts out the others. */
    private static Producer<byte[], byte[]> catalogProducer(DrawdownConfig config) {
        Map<String, Object> settings = producerSettings(config);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.streams().applicationId() + "-catalog");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 2 * BROKER_PATIENCE_MILLIS);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Producer<byte[], byte[]> producer(DrawdownConfig config) {
        return new KafkaProducer<>(producerSettings(config), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> producerSettings(DrawdownConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BROKER_PATIENCE_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BROKER_PATIENCE_MILLIS - 1000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BROKER_PATIENCE_MILLIS);
        settings.putAll(config.kafka().producer());
        // A command that was answered for is never lost, and never in its topic twice.
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(DrawdownConfig config) {
        Map<String, Object> settings = new HashMap<>(config.kafka().consumer());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        opened.close();
    }
}
