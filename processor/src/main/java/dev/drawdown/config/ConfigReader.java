package dev.drawdown.config;

import dev.drawdown.config.DrawdownConfig.AccessSettings;
import dev.drawdown.config.DrawdownConfig.HttpSettings;
import dev.drawdown.config.DrawdownConfig.JwtSettings;
import dev.drawdown.config.DrawdownConfig.ParkingSettings;
import dev.drawdown.config.DrawdownConfig.RegistrySettings;
import dev.drawdown.config.DrawdownConfig.StateSettings;
import dev.drawdown.config.DrawdownConfig.StreamsSettings;
import dev.drawdown.config.DrawdownConfig.StripeSettings;
import dev.drawdown.config.DrawdownConfig.TopicSettings;
import dev.drawdown.config.DrawdownConfig.ViewSettings;
import dev.drawdown.engine.PaymentPolicy;
import dev.drawdown.engine.Policy;
import dev.drawdown.engine.SafetyPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the settings from a file, the environment and the command line, and checks all of them at once. */
public final class ConfigReader {
    private final Map<String, String> given;
    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
    private final List<String> problems = new ArrayList<>();

    private ConfigReader(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Returns the settings; a later source wins over an earlier one.
     *
     * @param file a properties file; null for none
     * @param environment the process's environment
     * @param commandLine settings by key that the command line gave
     * @throws ConfigException if any of them is unknown or impossible
     */
    public static DrawdownConfig read(
            @Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
        return new ConfigReader(Sources.merge(file, environment, commandLine)).read();
    }

    private DrawdownConfig read() {
        for (Setting setting : Setting.values()) {
            values.put(setting, parse(setting));
        }
        KafkaSettings kafka = KafkaSettings.of(given, problems);
        problems.addAll(UnknownKeys.problems(given.keySet()));
        if (problems.isEmpty()) {
            problems.addAll(new CrossChecks(this::isGiven, roles(), this::duration, kafka).problems());
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config(kafka);
    }

    private Object parse(Setting setting) {
        String text = given.getOrDefault(setting.key(), setting.defaultValue()).trim();
        try {
            return setting.kind().parse(text);
        } catch (IllegalArgumentException e) {
            String shown = setting.kind().isSecret() ? Secret.MASK : text;
            problems.add(setting.key() + ": " + e.getMessage() + ", but it is '" + shown + "'");
            return setting.kind().parse(setting.defaultValue());
        }
    }

    private boolean isGiven(Setting setting) {
        return !given.getOrDefault(setting.key(), "").isBlank();
    }

    @SuppressWarnings("unchecked") // The kind of each setting says what its value is.
    private Set<Role> roles() {
        return (Set<Role>) value(Setting.ROLES);
    }

    private DrawdownConfig config(KafkaSettings kafka) {
        return new DrawdownConfig(
                registry(),
                new TopicSettings(
                        text(Setting.TOPICS_PREFIX),
                        count(Setting.TOPICS_PARTITIONS),
                        count(Setting.TOPICS_REPLICATION)),
                streams(),
                state(),
                new HttpSettings(
                        text(Setting.HTTP_BIND),
                        count(Setting.HTTP_PORT),
                        text(Setting.HTTP_ADVERTISED),
                        duration(Setting.HTTP_READ_TIMEOUT),
                        duration(Setting.HTTP_WRITE_TIMEOUT)),
                new AccessSettings(text(Setting.ACCESS_TOKENS), jwts(), (CallLimit) value(Setting.ACCESS_LIMIT)),
                policy(),
                new ParkingSettings(duration(Setting.PARKING_TIME), count(Setting.PARKING_MAX)),
                new ViewSettings(duration(Setting.VIEWS_RETENTION)),
                stripe(),
                kafka,
                roles(),
                duration(Setting.SHUTDOWN_TIMEOUT),
                text(Setting.LOG_LEVEL),
                changed(kafka));
    }

    @SuppressWarnings("unchecked")
    private RegistrySettings registry() {
        return new RegistrySettings(
                (List<String>) value(Setting.REGISTRY_URL),
                text(Setting.REGISTRY_USER),
                secret(Setting.REGISTRY_PASSWORD),
                secret(Setting.REGISTRY_TOKEN),
                text(Setting.REGISTRY_TRUSTSTORE),
                secret(Setting.REGISTRY_TRUSTSTORE_PASSWORD),
                text(Setting.REGISTRY_KEYSTORE),
                secret(Setting.REGISTRY_KEYSTORE_PASSWORD));
    }

    private StreamsSettings streams() {
        int threads = count(Setting.STREAM_THREADS);
        return new StreamsSettings(
                text(Setting.APPLICATION_ID),
                text(Setting.INSTANCE_ID),
                Path.of(text(Setting.STATE_DIR)),
                threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
                duration(Setting.COMMIT_INTERVAL));
    }

    private StateSettings state() {
        int megabytes = count(Setting.STATE_MEMORY);
        long bytes =
                megabytes > 0 ? (long) megabytes << 20 : Runtime.getRuntime().maxMemory() / 4;
        return new StateSettings((StoreKind) value(Setting.STATE_STORE), bytes);
    }

    @SuppressWarnings("unchecked")
    private StripeSettings stripe() {
        return new StripeSettings(
                secret(Setting.STRIPE_API_KEY),
                text(Setting.STRIPE_URL),
                duration(Setting.STRIPE_CONNECT_TIMEOUT),
                duration(Setting.STRIPE_READ_TIMEOUT),
                count(Setting.STRIPE_CALLS),
                count(Setting.STRIPE_RATE),
                text(Setting.STRIPE_RETURN_URL),
                (List<Secret>) value(Setting.STRIPE_WEBHOOK_SECRETS),
                duration(Setting.STRIPE_WEBHOOK_TOLERANCE));
    }

    @SuppressWarnings("unchecked")
    private JwtSettings jwts() {
        return new JwtSettings(
                text(Setting.ACCESS_JWT_KEYS),
                text(Setting.ACCESS_JWT_ISSUER),
                text(Setting.ACCESS_JWT_AUDIENCE),
                (List<String>) value(Setting.ACCESS_JWT_ALGORITHMS),
                text(Setting.ACCESS_JWT_ROLE_CLAIM),
                text(Setting.ACCESS_JWT_OWNERS_CLAIM),
                duration(Setting.ACCESS_JWT_CLOCK_SKEW),
                duration(Setting.ACCESS_JWT_REFRESH),
                duration(Setting.ACCESS_JWT_KEEP));
    }

    private Policy policy() {
        return new Policy(
                duration(Setting.IDEMPOTENCY_WINDOW).toMillis(),
                duration(Setting.FUTURE_TOLERANCE).toMillis(),
                duration(Setting.CLAIM_WINDOW).toMillis(),
                duration(Setting.RETURN_GRACE).toMillis(),
                duration(Setting.EXPIRING_NOTICE).toMillis(),
                count(Setting.MAX_TRANCHES),
                count(Setting.MAX_HOLDS),
                payments(),
                safety());
    }

    private SafetyPolicy safety() {
        return new SafetyPolicy(
                count(Setting.SAFETY_FACTOR),
                count(Setting.SAFETY_SPENDING_HOURS),
                count(Setting.SAFETY_SPENDING_PERCENT),
                count(Setting.SAFETY_RECHARGES),
                count(Setting.SAFETY_RECHARGE_WEEKS),
                count(Setting.SAFETY_FAILING_WALLETS),
                duration(Setting.SAFETY_FAILING_WINDOW).toMillis());
    }

    @SuppressWarnings("unchecked")
    private PaymentPolicy payments() {
        List<Duration> pauses = (List<Duration>) value(Setting.PAYMENT_RETRY_AFTER);
        return new PaymentPolicy(
                duration(Setting.PAYMENT_ANSWER_TIME).toMillis(),
                count(Setting.PAYMENT_STUCK_AFTER),
                pauses.stream().map(Duration::toMillis).toList(),
                duration(Setting.PAYMENT_MEMORY).toMillis(),
                count(Setting.MAX_PAYMENTS),
                count(Setting.MAX_REFUNDABLE));
    }

    private Map<String, String> changed(KafkaSettings kafka) {
        Map<String, String> changed = new TreeMap<>(kafka.shown());
        for (Setting setting : Setting.values()) {
            String text =
                    given.getOrDefault(setting.key(), setting.defaultValue()).trim();
            if (!text.equals(setting.defaultValue())) {
                changed.put(setting.key(), setting.kind().isSecret() ? Secret.MASK : text);
            }
        }
        return Map.copyOf(changed);
    }

    private String text(Setting setting) {
        return (String) value(setting);
    }

    private Secret secret(Setting setting) {
        return (Secret) value(setting);
    }

    private int count(Setting setting) {
        return (Integer) value(setting);
    }

    private Duration duration(Setting setting) {
        return (Duration) value(setting);
    }

    private Object value(Setting setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException("Expected " + setting + " to have been read");
        }
        return value;
    }
}
