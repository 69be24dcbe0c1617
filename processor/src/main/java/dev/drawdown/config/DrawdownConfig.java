package dev.drawdown.config;

import dev.drawdown.engine.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All settings of an installation, checked.
 *
 * @param policy what the engine needs to know
 * @param changed the settings that differ from their defaults, by key, with secrets masked
 */
public record DrawdownConfig(
        RegistrySettings registry,
        TopicSettings topics,
        StreamsSettings streams,
        StateSettings state,
        HttpSettings http,
        AccessSettings access,
        Policy policy,
        ParkingSettings parking,
        ViewSettings views,
        StripeSettings stripe,
        KafkaSettings kafka,
        Set<Role> roles,
        Duration shutdownTimeout,
        String logLevel,
        Map<String, String> changed) {

    /** Where the schema registry is, and how to be let in; empty texts and secrets where not needed. */
    public record RegistrySettings(
            List<String> urls,
            String user,
            Secret password,
            Secret token,
            String truststore,
            Secret truststorePassword,
            String keystore,
            Secret keystorePassword) {}

    /**
     * How the topics are named and created.
     *
     * @param replication 0 for the broker's default
     */
    public record TopicSettings(String prefix, int partitions, int replication) {}

    /**
     * How the topology runs.
     *
     * @param instanceId empty where one is made up
     */
    public record StreamsSettings(
            String applicationId, String instanceId, Path stateDir, int threads, Duration commitInterval) {}

    /**
     * How state is kept.
     *
     * @param memoryBytes of the heap, for all partitions together
     */
    public record StateSettings(StoreKind store, long memoryBytes) {}

    /**
     * Where the HTTP server listens.
     *
     * @param port 0 for any free one
     * @param advertised by what name other instances reach this one; empty for the obvious one
     * @param readPatience how long a read waits for somebody who can answer
     * @param writePatience how long a write waits for its outcome
     */
    public record HttpSettings(
            String bindAddress, int port, String advertised, Duration readPatience, Duration writePatience) {}

    /**
     * Who is let in.
     *
     * @param tokens the file with the access tokens; empty where there is none
     * @param limit how often each token may be used that has no limit of its own
     */
    public record AccessSettings(String tokens, JwtSettings jwts, CallLimit limit) {}

    /**
     * Which signed JWTs are bearer tokens.
     *
     * @param keys the address or file of the keys that they are verified by; empty where none are taken
     * @param roleClaim where one says the role: a claim's name, or a JSON pointer
     * @param ownersClaim where a customer's says the owners
     * @param refresh after how long keys are read again
     * @param keep how long keys count that cannot be read again
     */
    public record JwtSettings(
            String keys,
            String issuer,
            String audience,
            List<String> algorithms,
            String roleClaim,
            String ownersClaim,
            Duration clockSkew,
            Duration refresh,
            Duration keep) {
        /** Returns whether any are taken. */
        public boolean areTaken() {
            return !keys.isEmpty();
        }
    }

    /** How long and how many inputs wait for their wallet or price. */
    public record ParkingSettings(Duration time, int maxPerWallet) {}

    /** How long the read models reach back. */
    public record ViewSettings(Duration retention) {}

    /**
     * How Stripe is reached, and how its webhooks are told from others.
     *
     * @param apiKey empty where nothing is collected
     * @param callsAtOnce calls that an instance makes at a time
     * @param callsPerSecond calls that an instance begins in a second
     * @param returnUrl where customers come back to from their bank's page
     * @param webhookSecrets empty where no webhooks are taken
     */
    public record StripeSettings(
            Secret apiKey,
            String url,
            Duration connectTimeout,
            Duration readTimeout,
            int callsAtOnce,
            int callsPerSecond,
            String returnUrl,
            List<Secret> webhookSecrets,
            Duration webhookTolerance) {}
}
