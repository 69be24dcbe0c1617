package dev.drawdown.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** The kinds of Kafka client, each with the settings that it knows. */
@SuppressWarnings("ImmutableEnumChecker") // Kafka changes a definition only while its class is being loaded.
enum KafkaClient {
    PRODUCER(ProducerConfig.configDef()),
    CONSUMER(ConsumerConfig.configDef()),
    ADMIN(AdminClientConfig.configDef()),
    STREAMS(StreamsConfig.configDef());

    /** Kafka Streams hands what follows these to its own clients and topics. */
    private static final List<String> NESTED = List.of(
            "main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.", "topic.");

    private final ConfigDef definition;

    KafkaClient(ConfigDef definition) {
        this.definition = definition;
    }

    /** Returns what stands in front of the settings for this kind alone. */
    String prefix() {
        return KafkaSettings.PREFIX + name().toLowerCase(Locale.ROOT) + ".";
    }

    ConfigDef definition() {
        return definition;
    }

    Set<String> names() {
        return definition.names();
    }

    boolean knows(String name) {
        return names().contains(name) || (this == STREAMS && NESTED.stream().anyMatch(name::startsWith));
    }

    boolean isSecret(String name) {
        ConfigDef.ConfigKey key = definition.configKeys().get(name);
        return key != null && key.type() == ConfigDef.Type.PASSWORD;
    }

    /** Whether Kafka's own default is nothing at all, so that an empty value can mean nothing else. */
    boolean isOptional(String name) {
        ConfigDef.ConfigKey key = definition.configKeys().get(name);
        return key != null && key.defaultValue == null;
    }

    static boolean anyKnows(String name) {
        return Stream.of(values()).anyMatch(client -> client.knows(name));
    }
}
