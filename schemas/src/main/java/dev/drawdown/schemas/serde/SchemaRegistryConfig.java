package dev.drawdown.schemas.serde;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * The settings of serializers and of the registry client, under the names that users of Confluent's know.
 *
 * <p>TLS is set as for any Kafka client, with {@code schema.registry.} before {@code ssl.truststore.location} and the
 * like; JKS, PKCS12 and PEM work.
 */
public final class SchemaRegistryConfig extends AbstractConfig {
    /** One address of the registry, or several of the same one, separated by commas. */
    public static final String URL = "schema.registry.url";

    /** {@code user:password}; a colon alone is nobody. */
    public static final String BASIC_AUTH = "basic.auth.user.info";

    public static final String BEARER_TOKEN = "bearer.auth.token";
    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT = "http.read.timeout.ms";
    public static final String MAX_RETRIES = "max.retries";
    public static final String RETRY_WAIT = "retries.wait.ms";
    public static final String RETRY_MAX_WAIT = "retries.max.wait.ms";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String USE_LATEST = "use.latest.version";

    /** Whose serializers do the work: see {@link SerdeKind}. */
    public static final String SERDE_KIND = "serde.kind";

    static final String TLS_PREFIX = "schema.registry.ssl.";

    /** An empty user with an empty password. */
    private static final String NOBODY = ":";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(URL, LIST, HIGH, "Addresses of the registry.")
            .define(BASIC_AUTH, PASSWORD, null, MEDIUM, "User and password, as user:password.")
            .define(BEARER_TOKEN, PASSWORD, null, MEDIUM, "A token to send as bearer.")
            .define(CONNECT_TIMEOUT, INT, 5_000, Range.atLeast(1), LOW, "Time to connect.")
            .define(READ_TIMEOUT, INT, 10_000, Range.atLeast(1), LOW, "Time to answer one request.")
            .define(MAX_RETRIES, INT, 3, Range.atLeast(0), LOW, "Tries after the first.")
            .define(RETRY_WAIT, LONG, 200L, Range.atLeast(1), LOW, "Wait before the first retry.")
            .define(RETRY_MAX_WAIT, LONG, 2_000L, Range.atLeast(1), LOW, "Longest wait.")
            .define(AUTO_REGISTER, BOOLEAN, true, MEDIUM, "Whether writers register schemas.")
            .define(USE_LATEST, BOOLEAN, false, LOW, "Whether writers write the latest version.")
            .define(
                    SERDE_KIND,
                    STRING,
                    "drawdown",
                    ConfigDef.CaseInsensitiveValidString.in("drawdown", "confluent"),
                    LOW,
                    "Whose serializers do the work.");

    public SchemaRegistryConfig(Map<String, ?> configs) {
        super(DEFINITION, given(configs), false);
    }

    /** A deployment passes credentials on whether or not there are any: what is empty is not set. */
    private static Map<String, Object> given(Map<String, ?> configs) {
        Map<String, Object> given = new HashMap<>(configs);
        given.entrySet()
                .removeIf(
                        entry -> "".equals(entry.getValue()) && !entry.getKey().equals(URL));
        if (NOBODY.equals(given.get(BASIC_AUTH))) {
            given.remove(BASIC_AUTH);
        }
        return given;
    }

    /** Returns how writers come by their ids. As with Confluent's, registering wins over the latest version. */
    public Registration registration() {
        if (getBoolean(AUTO_REGISTER)) {
            return Registration.REGISTER;
        }
        return getBoolean(USE_LATEST) ? Registration.LATEST : Registration.LOOK_UP;
    }

    SerdeKind serdeKind() {
        return SerdeKind.valueOf(getString(SERDE_KIND).toUpperCase(Locale.ROOT));
    }

    /** Returns what TLS is to be spoken with; empty where the JDK's own trust is enough. */
    Optional<SSLContext> sslContext() {
        Map<String, Object> given = originalsWithPrefix(TLS_PREFIX);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> named = new HashMap<>();
        given.forEach((name, value) -> named.put("ssl." + name, value));
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(definition.parse(named));
            return Optional.of(factory.sslContext());
        }
    }
}
