package dev.drawdown.loadtest.client;

import dev.drawdown.loadtest.LoadtestFailure;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a cluster and its registry are, and how one gets in, in the words of the processor's own settings.
 *
 * @param settings {@code kafka.*} and {@code drawdown.registry.*}, as they are written: the processor gets them so
 */
public record Connection(Map<String, String> settings) {
    private static final String KAFKA = "kafka.";
    private static final String REGISTRY = "drawdown.registry.";
    private static final String BOOTSTRAP = KAFKA + "bootstrap.servers";
    private static final String REGISTRY_URL = REGISTRY + "url";

    /** What is meant for some of the processor's clients only. */
    private static final List<String> OF_THE_PROCESSOR = List.of(
            "streams.",
            "main.consumer.",
            "restore.consumer.",
            "global.consumer.",
            "consumer.",
            "producer.",
            "admin.",
            "topic.");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    public Connection {
        settings = Map.copyOf(settings);
    }

    /** A cluster that lets everybody in. */
    public static Connection to(String bootstrap, String registry) {
        return new Connection(Map.of(BOOTSTRAP, bootstrap, REGISTRY_URL, registry));
    }

    /**
     * What a file of the processor's settings says of it; the rest of the file is left aside.
     *
     * @throws LoadtestFailure if it cannot be read, or does not say where both are
     */
    public static Connection read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new LoadtestFailure("Expected a properties file at " + file + ", but: " + unreadable, unreadable);
        }
        Map<String, String> settings = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name).strip();
            if (!value.isEmpty() && (name.startsWith(KAFKA) || name.startsWith(REGISTRY))) {
                settings.put(name, value);
            }
        }
        for (String needed : List.of(BOOTSTRAP, REGISTRY_URL)) {
            if (!settings.containsKey(needed)) {
                throw new LoadtestFailure("Expected " + needed + " in " + file + ", but it is not there");
            }
        }
        return new Connection(settings);
    }

    public String bootstrap() {
        return value(BOOTSTRAP);
    }

    public String registryUrl() {
        return value(REGISTRY_URL);
    }

    /** For a Kafka client of any kind, to which more may be added. */
    public Map<String, Object> kafka() {
        Map<String, Object> client = new HashMap<>();
        for (String name : settings.keySet()) {
            String ofClient = name.startsWith(KAFKA) ? name.substring(KAFKA.length()) : "";
            if (!ofClient.isEmpty() && OF_THE_PROCESSOR.stream().noneMatch(ofClient::startsWith)) {
                client.put(ofClient, value(name));
            }
        }
        return client;
    }

    /** For a client of the registry. */
    Map<String, Object> registry() {
        Map<String, Object> client = new HashMap<>(Map.of(SchemaRegistryConfig.URL, registryUrl()));
        client.put(SchemaRegistryConfig.BASIC_AUTH, value(REGISTRY + "user") + ":" + value(REGISTRY + "password"));
        client.put(SchemaRegistryConfig.BEARER_TOKEN, value(REGISTRY + "token"));
        for (String store : List.of("truststore", "keystore")) {
            for (String part : List.of("location", "password")) {
                String given = value(REGISTRY + store + "." + part);
                if (!given.isEmpty()) {
                    client.put("schema.registry.ssl." + store + "." + part, given);
                }
            }
        }
        return client;
    }

    /** With what the environment says in place of each {@code ${NAME}}; empty where there is no such setting. */
    private String value(String name) {
        String written = settings.getOrDefault(name, "");
        if (VARIABLE.matcher(written).replaceAll("").contains("${")) {
            throw new LoadtestFailure(
                    "Expected nothing but plain ${NAME} in " + name + ", but there is another kind of expression");
        }
        return VARIABLE.matcher(written).replaceAll(variable -> {
            String found = System.getenv(variable.group(1));
            if (found == null) {
                throw new LoadtestFailure("Expected " + variable.group(1) + " in the environment: " + name
                        + " asks for it, but it is not there");
            }
            return Matcher.quoteReplacement(found);
        });
    }

    /** Passwords are among the settings. */
    @Override
    public String toString() {
        return settings.getOrDefault(BOOTSTRAP, "");
    }
}
