package dev.drawdown.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Translates between settings' keys and the names that carry them in the environment. */
final class EnvironmentKeys {
    private static final String PREFIX = "DRAWDOWN_";
    private static final String KAFKA_PREFIX = "DRAWDOWN_KAFKA_";

    /** What everybody calls them, without our prefix; ours wins. */
    private static final Map<String, String> COMMON = Map.of("STRIPE_API_KEY", "drawdown.stripe.api.key");

    /** Read by the launcher's script, not by us. */
    private static final List<String> OF_THE_LAUNCHER = List.of("DRAWDOWN_JAVA_OPTS", "DRAWDOWN_SKIP_BUILD");

    /** Kubernetes sets these in every container beside a service whose name begins with "drawdown". */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("DRAWDOWN_(?:.+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_.+)?)"
                    + "|DRAWDOWN_PORT");

    private EnvironmentKeys() {}

    static String variable(String key) {
        String name = key.toUpperCase(Locale.ROOT).replace('.', '_');
        return key.startsWith("kafka.") ? PREFIX + name : name;
    }

    /** Returns the settings that an environment carries, by their keys. */
    static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>();
        COMMON.forEach((name, key) -> {
            if (environment.containsKey(name)) {
                settings.put(key, environment.get(name));
            }
        });
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)
                    && !OF_THE_LAUNCHER.contains(name)
                    && !OF_KUBERNETES.matcher(name).matches()) {
                settings.put(key(name), value);
            }
        });
        return settings;
    }

    private static String key(String variable) {
        String name = variable.startsWith(KAFKA_PREFIX) ? variable.substring(PREFIX.length()) : variable;
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
