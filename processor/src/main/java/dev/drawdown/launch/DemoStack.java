package dev.drawdown.launch;

import dev.drawdown.config.ConfigReader;
import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.Setting;
import dev.drawdown.embedded.Embedded;
import dev.drawdown.embedded.PortTakenException;
import dev.drawdown.embedded.stripe.StripeSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Broker, registry and Stripe with the topics of the contract, and an instance on top of them, in one process. */
final class DemoStack implements AutoCloseable {
    /** As many as the demo's tasks should be, on a laptop. */
    private static final int PARTITIONS = 4;

    private static final Duration READY = Duration.ofSeconds(60);

    private static final String SIMULATED_KEY = "sk_test_simulator";

    private final Embedded embedded;
    private final @Nullable StripeSimulator stripe;
    private final Path state;
    private final boolean temporary;
    private final DrawdownConfig config;
    private final DemoTokens tokens;
    private @Nullable Service service;

    /** Where to listen; 0 for any free port. */
    record Ports(int http, int kafka, int registry, int stripe) {}

    private DemoStack(
            Embedded embedded,
            @Nullable StripeSimulator stripe,
            Path state,
            boolean temporary,
            DrawdownConfig config,
            DemoTokens tokens) {
        this.embedded = embedded;
        this.stripe = stripe;
        this.state = state;
        this.temporary = temporary;
        this.config = config;
        this.tokens = tokens;
    }

    /**
     * Starts broker, registry and the simulated Stripe.
     *
     * @param data where they go on from and what they leave behind; null for nowhere
     * @param environment whose {@code STRIPE_API_KEY} puts Stripe itself in the simulator's place
     */
    static DemoStack open(Ports ports, @Nullable Path data, Map<String, String> environment) {
        String key = environment.getOrDefault("STRIPE_API_KEY", "");
        requireTestKey(key);
        try (Opening opening = new Opening()) {
            StripeSimulator stripe = key.isEmpty() ? opening.add(simulator(ports, data)) : null;
            Embedded embedded = opening.add(Embedded.open(ports.kafka(), ports.registry(), data));
            Path state = data == null ? temporaryState() : data.resolve("state");
            Map<String, String> settings = settings(ports, embedded, state);
            settings.put(Setting.STRIPE_API_KEY.key(), stripe == null ? key : SIMULATED_KEY);
            if (stripe != null) {
                settings.put(Setting.STRIPE_URL.key(), stripe.url());
                settings.put(Setting.STRIPE_WEBHOOK_SECRETS.key(), stripe.tell(webhooks(ports.http())));
            }
            DemoTokens tokens = DemoTokens.make(data == null ? state : data, new SecureRandom());
            settings.put(Setting.ACCESS_TOKENS.key(), tokens.file().toString());
            DrawdownConfig config = ConfigReader.read(null, Map.of(), settings);
            opening.succeeded();
            return new DemoStack(embedded, stripe, state, data == null, config, tokens);
        } catch (PortTakenException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static String webhooks(int httpPort) {
        return "http://127.0.0.1:" + httpPort + "/v1/stripe/webhooks";
    }

    private static void requireTestKey(String key) {
        if (!key.isEmpty() && !key.startsWith("sk_test_") && !key.startsWith("rk_test_")) {
            throw new CommandFailure("Expected a test key in STRIPE_API_KEY (sk_test_... or rk_test_...), but it is"
                    + " another; a demo must not move money");
        }
    }

    private static StripeSimulator simulator(Ports ports, @Nullable Path data) {
        Path directory = data == null ? null : data.resolve("stripe");
        return StripeSimulator.open(directory, ports.stripe(), Clock.systemUTC(), new SecureRandom());
    }

    /** Makes the topics that are missing. */
    void createTopics() {
        try (Cluster cluster = Cluster.connect(config)) {
            cluster.createTopics(config.topics().partitions(), 1);
        }
    }

    /** Starts the instance; it becomes ready in the background. */
    Service startService() {
        Service started = Service.start(config);
        service = started;
        if (stripe != null) {
            // The same secret as before; only now is it known where a free port was found.
            stripe.tell(webhooks(started.httpPort()));
        }
        return started;
    }

    /** Returns when events are being processed. */
    static void awaitProcessing(Service service) throws InterruptedException {
        if (!service.awaitProcessing(READY)) {
            throw new CommandFailure("Expected the demo to process events after " + READY.toSeconds()
                    + " s, but it does not; the log says why");
        }
    }

    private static Map<String, String> settings(Ports ports, Embedded embedded, Path state) {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", embedded.bootstrap());
        settings.put(Setting.REGISTRY_URL.key(), embedded.registryUrl());
        settings.put(Setting.ROLES.key(), "engine,payments,views,api");
        settings.put(Setting.HTTP_BIND.key(), "127.0.0.1");
        settings.put(Setting.HTTP_PORT.key(), Integer.toString(ports.http()));
        settings.put(Setting.STATE_DIR.key(), state.toString());
        settings.put(Setting.TOPICS_PARTITIONS.key(), Integer.toString(PARTITIONS));
        // After kill -9 the next start takes its own place at once, rather than wait for a session to time out.
        settings.put(Setting.INSTANCE_ID.key(), "demo");
        return settings;
    }

    /** Returns the settings that the instance runs with. */
    DrawdownConfig config() {
        return config;
    }

    /** Returns the simulated Stripe; null where the demo uses Stripe itself. */
    @Nullable
    StripeSimulator simulator() {
        return stripe;
    }

    /** Returns the tokens of the HTTP API, by role. */
    Map<String, String> tokens() {
        return tokens.byRole();
    }

    /** Returns where a client finds the broker. */
    String bootstrap() {
        return embedded.bootstrap();
    }

    /** Returns where a client finds the registry. */
    String registryUrl() {
        return embedded.registryUrl();
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        embedded.close();
        if (stripe != null) {
            stripe.close();
        }
        if (temporary) {
            delete(state);
        }
    }

    private static Path temporaryState() {
        try {
            return Files.createTempDirectory("drawdown-state-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
