package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig.RegistrySettings;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.RegistrySubjects;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import java.util.HashMap;
import java.util.Map;

/** Connects to the schema registry that the settings name. */
public final class RegistryClients {
    private static final int PROBE_TIMEOUT_MILLIS = 2000;

    private RegistryClients() {}

    /** Returns a client for work: it tries again. */
    public static SchemaRegistry forWork(RegistrySettings settings) {
        return HttpSchemaRegistry.connect(properties(settings));
    }

    /** Returns the registry as whoever sets up an installation sees it. */
    static RegistrySubjects subjects(RegistrySettings settings) {
        return RegistrySubjects.connect(properties(settings));
    }

    /** Returns a client for health checks: it answers soon, and does not try again. */
    static SchemaRegistry forProbes(RegistrySettings settings) {
        Map<String, Object> properties = properties(settings);
        properties.put(SchemaRegistryConfig.MAX_RETRIES, 0);
        properties.put(SchemaRegistryConfig.CONNECT_TIMEOUT, PROBE_TIMEOUT_MILLIS);
        properties.put(SchemaRegistryConfig.READ_TIMEOUT, PROBE_TIMEOUT_MILLIS);
        return HttpSchemaRegistry.connect(properties);
    }

    private static Map<String, Object> properties(RegistrySettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(SchemaRegistryConfig.URL, String.join(",", settings.urls()));
        if (!settings.user().isEmpty()) {
            properties.put(
                    SchemaRegistryConfig.BASIC_AUTH,
                    settings.user() + ":" + settings.password().value());
        }
        put(properties, SchemaRegistryConfig.BEARER_TOKEN, settings.token().value());
        put(properties, "schema.registry.ssl.truststore.location", settings.truststore());
        put(
                properties,
                "schema.registry.ssl.truststore.password",
                settings.truststorePassword().value());
        put(properties, "schema.registry.ssl.keystore.location", settings.keystore());
        put(
                properties,
                "schema.registry.ssl.keystore.password",
                settings.keystorePassword().value());
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.put(name, value);
        }
    }
}
