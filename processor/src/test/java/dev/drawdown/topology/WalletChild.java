package dev.drawdown.topology;

import dev.drawdown.engine.Policy;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.HttpSchemaRegistry;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistryConfig;
import dev.drawdown.store.StateTables;
import dev.drawdown.testing.ChildJvm;
import dev.drawdown.wire.ProcessingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The wallet topology in a process of its own, which goes on at once when it was killed. */
final class WalletChild {
    static final int PARTITIONS = 2;

    private WalletChild() {}

    static ChildJvm start(String bootstrap, String registryUrl, String prefix, Path directory, StateTables.Kind kind) {
        return ChildJvm.start(WalletChild.class, bootstrap, registryUrl, prefix, directory.toString(), kind.name());
    }

    public static void main(String[] arguments) throws IOException {
        Topics topics = Topics.withPrefix(arguments[2]);
        TopologySettings settings = new TopologySettings(
                topics,
                PARTITIONS,
                HttpSchemaRegistry.connect(Map.of(SchemaRegistryConfig.URL, arguments[1])),
                Registration.REGISTER,
                Policy.DEFAULT,
                TopologySettings.DEFAULT_PARKING,
                new TopologySettings.State(StateTables.Kind.valueOf(arguments[4]), 16 << 20),
                new ProcessingMetrics() {});
        Properties properties = new Properties();
        properties.putAll(StreamsDefaults.byKey());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.prefix() + "drawdown");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, arguments[3]);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), "child");
        try (KafkaStreams streams =
                new KafkaStreams(WalletTopology.build(settings), properties, new StreamsClients())) {
            streams.start();
            ChildJvm.announceReady("");
        }
    }
}
