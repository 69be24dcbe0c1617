package dev.drawdown.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is passed on to Kafka's clients as it is.
 *
 * <p>{@code kafka.X} goes to every client that knows X; {@code kafka.producer.X}, {@code kafka.consumer.X},
 * {@code kafka.admin.X} and {@code kafka.streams.X} go to one kind, and win there. Nothing is as good as not set where Kafka
 * knows no default. What exactness rests on cannot be
 * passed: see {@link KafkaRefusals}.
 */
public final class KafkaSettings {
    static final String PREFIX = "kafka.";
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String BOOTSTRAP_DEFAULT = "localhost:9092";
    private static final Pattern SOUNDS_SECRET = Pattern.compile(".*(password|secret|token|jaas|credential|\\.key).*");

    private final Map<String, String> given;
    private final Map<KafkaClient, Map<String, String>> byClient = new EnumMap<>(KafkaClient.class);

    private KafkaSettings(Map<String, String> given) {
        this.given = given;
        for (KafkaClient client : KafkaClient.values()) {
            byClient.put(client, merged(client));
        }
    }

    /** Reads what begins with {@code kafka.}; adds what is wrong with it to {@code problems}. */
    static KafkaSettings of(Map<String, String> all, List<String> problems) {
        Map<String, String> given = new TreeMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !isNothing(key, value)) {
                given.put(key, value.trim());
            }
        });
        KafkaSettings settings = new KafkaSettings(given);
        problems.addAll(new KafkaRefusals(given).problems());
        return settings;
    }

    /** A deployment passes a trust store's place on whether or not there is one; Kafka would take "" for a file. */
    private static boolean isNothing(String key, String value) {
        KafkaClient only = clientOf(key);
        return value.isBlank()
                && Stream.of(KafkaClient.values())
                        .anyMatch(client -> (only == null || only == client) && client.isOptional(nameOf(key)));
    }

    /** Returns where the brokers are. */
    public String bootstrapServers() {
        return of(KafkaClient.ADMIN).getOrDefault(BOOTSTRAP, BOOTSTRAP_DEFAULT);
    }

    /** Returns the settings of a producer of ours. */
    public Map<String, String> producer() {
        return of(KafkaClient.PRODUCER);
    }

    /** Returns the settings of a consumer of ours. */
    public Map<String, String> consumer() {
        return of(KafkaClient.CONSUMER);
    }

    /** Returns the settings of an admin client of ours. */
    public Map<String, String> admin() {
        return of(KafkaClient.ADMIN);
    }

    /** Returns the settings of Kafka Streams, with those of its clients under Streams' own prefixes. */
    public Map<String, String> streams() {
        Map<String, String> streams = new TreeMap<>();
        for (KafkaClient client : List.of(KafkaClient.PRODUCER, KafkaClient.CONSUMER, KafkaClient.ADMIN)) {
            String prefix = client.name().toLowerCase(Locale.ROOT) + ".";
            of(client).forEach((name, value) -> streams.put(prefix + name, value));
        }
        streams.putAll(of(KafkaClient.STREAMS));
        return streams;
    }

    /** Returns what was given, by key, with secrets masked. */
    Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        given.forEach((key, value) -> shown.put(key, isSecret(key) ? Secret.MASK : value));
        return shown;
    }

    /** Never shows a value: some are secrets. */
    @Override
    public String toString() {
        return "KafkaSettings" + shown();
    }

    /** Returns the kind of client that {@code key} is for; null where it is for all. */
    static @Nullable KafkaClient clientOf(String key) {
        for (KafkaClient client : KafkaClient.values()) {
            if (key.startsWith(client.prefix())) {
                return client;
            }
        }
        return null;
    }

    /** Returns Kafka's own name of the setting that {@code key} sets. */
    static String nameOf(String key) {
        KafkaClient client = clientOf(key);
        return key.substring(client == null ? PREFIX.length() : client.prefix().length());
    }

    static boolean isSecret(String key) {
        String name = nameOf(key);
        return SOUNDS_SECRET.matcher(name).matches()
                || List.of(KafkaClient.values()).stream().anyMatch(client -> client.isSecret(name));
    }

    private Map<String, String> of(KafkaClient client) {
        return byClient.getOrDefault(client, Map.of());
    }

    private Map<String, String> merged(KafkaClient client) {
        Map<String, String> merged = new TreeMap<>();
        merged.put(BOOTSTRAP, BOOTSTRAP_DEFAULT);
        List<Map.Entry<String, String>> own = new ArrayList<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String name = nameOf(entry.getKey());
            KafkaClient only = clientOf(entry.getKey());
            if (only == client) {
                own.add(Map.entry(name, entry.getValue()));
            } else if (only == null && (client.knows(name) || !KafkaClient.anyKnows(name))) {
                merged.put(name, entry.getValue());
            }
        }
        own.forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(merged);
    }
}
