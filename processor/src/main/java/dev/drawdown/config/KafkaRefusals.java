package dev.drawdown.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Finds settings for Kafka that do not exist, cannot be, or would take exactness away. */
final class KafkaRefusals {
    /** Set by Drawdown, and by which setting of its own one changes them; a dash where nobody should. */
    private static final Map<String, String> OURS = ours();

    /** Possible with one value only. */
    private static final Map<String, List<String>> FIXED = Map.of(
            "processing.guarantee", List.of("exactly_once_v2"),
            "isolation.level", List.of("read_committed"),
            "enable.idempotence", List.of("true"),
            "acks", List.of("all", "-1"),
            "auto.offset.reset", List.of("earliest"));

    /** Who sets one of these brings code of their own, which may know settings that Kafka does not. */
    private static final List<String> PLUGGABLE = List.of(
            "interceptor.classes",
            "metric.reporters",
            "config.providers",
            "security.providers",
            "callback.handler.class",
            "ssl.engine.factory.class");

    private static final String NOBODY = "-";

    private final Map<String, String> given;
    private final List<String> problems = new ArrayList<>();

    KafkaRefusals(Map<String, String> given) {
        this.given = given;
    }

    private static Map<String, String> ours() {
        Map<String, String> ours = new TreeMap<>();
        ours.put("application.id", Setting.APPLICATION_ID.key());
        ours.put("group.id", Setting.APPLICATION_ID.key());
        ours.put("group.instance.id", Setting.INSTANCE_ID.key());
        ours.put("state.dir", Setting.STATE_DIR.key());
        ours.put("num.stream.threads", Setting.STREAM_THREADS.key());
        ours.put("commit.interval.ms", Setting.COMMIT_INTERVAL.key());
        ours.put("replication.factor", Setting.TOPICS_REPLICATION.key());
        for (String name : List.of(
                "application.server",
                "transactional.id",
                "enable.auto.commit",
                "partitioner.class",
                "key.serializer",
                "value.serializer",
                "key.deserializer",
                "value.deserializer",
                "default.key.serde",
                "default.value.serde",
                "default.client.supplier",
                "default.deserialization.exception.handler",
                "deserialization.exception.handler",
                "default.production.exception.handler",
                "production.exception.handler",
                "processing.exception.handler",
                "processor.wrapper.class",
                "rocksdb.config.setter",
                "topology.optimization",
                "ensure.explicit.internal.resource.naming")) {
            ours.put(name, NOBODY);
        }
        return ours;
    }

    List<String> problems() {
        given.forEach(this::check);
        if (problems.isEmpty()) {
            Stream.of(KafkaClient.values()).forEach(this::checkValues);
        }
        return problems;
    }

    private void check(String key, String value) {
        String name = withoutNesting(KafkaSettings.nameOf(key));
        String owner = OURS.get(name);
        List<String> possible = FIXED.get(name);
        if (owner != null) {
            problems.add(key + ": "
                    + (owner.equals(NOBODY)
                            ? "Expected Drawdown to set it by itself, but it is set here"
                            : "Expected to be set as " + owner + ", but it is set here"));
        } else if (possible != null && !possible.contains(value.toLowerCase(Locale.ROOT))) {
            problems.add(key + ": Expected " + possible.getFirst() + ", which exactness rests on, but it is '" + value
                    + "'");
        } else if (!isKnown(key) && !bringsCode()) {
            problems.add(UnknownKeys.unknown(key, nearest(key)));
        }
    }

    private static String withoutNesting(String name) {
        return name.replaceFirst("^((main|restore|global)\\.)?(consumer|producer|admin)\\.", "");
    }

    private static boolean isKnown(String key) {
        KafkaClient client = KafkaSettings.clientOf(key);
        String name = KafkaSettings.nameOf(key);
        return client == null ? KafkaClient.anyKnows(name) : client.knows(name);
    }

    private boolean bringsCode() {
        return given.keySet().stream().anyMatch(key -> PLUGGABLE.stream().anyMatch(key::endsWith));
    }

    private static @Nullable String nearest(String key) {
        KafkaClient client = KafkaSettings.clientOf(key);
        Collection<String> names = new TreeSet<>();
        for (KafkaClient each : KafkaClient.values()) {
            if (client == null || client == each) {
                names.addAll(each.names());
            }
        }
        String nearest = Spelling.nearest(KafkaSettings.nameOf(key), names);
        return nearest == null ? null : (client == null ? KafkaSettings.PREFIX : client.prefix()) + nearest;
    }

    /** Lets Kafka check the values by its own rules. */
    private void checkValues(KafkaClient client) {
        Map<String, String> ofClient = new TreeMap<>();
        Map<String, String> keys = new TreeMap<>();
        for (String pass : List.of(KafkaSettings.PREFIX, client.prefix())) {
            given.forEach((key, value) -> {
                KafkaClient only = KafkaSettings.clientOf(key);
                if ((only == null ? KafkaSettings.PREFIX : only.prefix()).equals(pass)) {
                    ofClient.put(KafkaSettings.nameOf(key), value);
                    keys.put(KafkaSettings.nameOf(key), key);
                }
            });
        }
        for (ConfigValue value : client.definition().validate(ofClient)) {
            String key = keys.get(value.name());
            if (key != null
                    && client.knows(value.name())
                    && !value.errorMessages().isEmpty()) {
                problems.add(key + ": " + value.errorMessages().getFirst());
            }
        }
    }
}
