package dev.drawdown.launch;

import dev.drawdown.config.DrawdownConfig;
import dev.drawdown.config.DrawdownConfig.StreamsSettings;
import dev.drawdown.config.Role;
import dev.drawdown.topology.StreamsDefaults;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** Turns the settings into what Kafka Streams wants: the topology's defaults, then what was passed on, then what must be. */
final class StreamsProperties {
    private static final int BROKERS_DEFAULT = -1;

    /**
     * Beyond the interval after which it is due anyway. What an instance had begun when it was killed hides all that comes
     * after it in the same partitions until the broker gives it up, which is to be no later than it gives up the instance.
     */
    private static final Duration COMMIT_TAKES_AT_MOST = Duration.ofMillis(5_500);

    private StreamsProperties() {}

    static Properties of(DrawdownConfig config) {
        Properties properties = new Properties();
        properties.putAll(StreamsDefaults.byKey());
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(config.streams()
                        .commitInterval()
                        .plus(COMMIT_TAKES_AT_MOST)
                        .toMillis()));
        addPassedOn(properties, config.kafka().streams());
        addRequired(properties, config.streams());
        int replication = config.topics().replication();
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication > 0 ? replication : BROKERS_DEFAULT);
        return properties;
    }

    /** Returns the same for the instance whose state lies in the folder for it, which has a name of its own. */
    static Properties ofInstance(DrawdownConfig config) {
        Properties properties = of(config);
        properties.putIfAbsent(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                KeptInstanceId.of(config.streams().stateDir()));
        return properties;
    }

    /** Returns the same for a role beside the engine: a group of its own, named for the role, and its own threads. */
    static Properties ofRole(DrawdownConfig config, Role role, int threads) {
        Properties properties = ofInstance(config);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.streams().applicationId() + "-" + role.label());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return properties;
    }

    /** What is for consumers is for the main one too, where a default of ours under its own prefix would win. */
    private static void addPassedOn(Properties properties, Map<String, String> passedOn) {
        passedOn.forEach((name, value) -> {
            if (name.startsWith(StreamsConfig.CONSUMER_PREFIX)) {
                String plain = name.substring(StreamsConfig.CONSUMER_PREFIX.length());
                properties.put(StreamsConfig.mainConsumerPrefix(plain), value);
            }
        });
        properties.putAll(passedOn);
    }

    private static void addRequired(Properties properties, StreamsSettings settings) {
        for (StreamsDefaults.Default each : StreamsDefaults.all()) {
            if (each.required()) {
                properties.put(each.key(), each.value());
            }
        }
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        if (!settings.instanceId().isEmpty()) {
            properties.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        }
    }
}
