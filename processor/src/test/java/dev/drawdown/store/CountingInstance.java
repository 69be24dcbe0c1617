package dev.drawdown.store;

import dev.drawdown.topology.StreamsDefaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** One instance of the counting program; what of it is not said is as in the product, only with shorter limits. */
final class CountingInstance implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final KafkaStreams streams;

    private CountingInstance(KafkaStreams streams) {
        this.streams = streams;
    }

    /** What to run. */
    record Plan(
            String bootstrap,
            String prefix,
            Path directory,
            StateTables.Kind kind,
            int paddingBytes,
            CountingTopology.Obstacle obstacle,
            Step.Witness witness,
            Map<String, Object> settings) {
        static Plan of(String bootstrap, String prefix, Path directory, StateTables.Kind kind) {
            return new Plan(
                    bootstrap, prefix, directory, kind, 0, CountingTopology.Obstacle.NONE, Step.Witness.NONE, Map.of());
        }

        Plan in(Path elsewhere) {
            return new Plan(bootstrap, prefix, elsewhere, kind, paddingBytes, obstacle, witness, settings);
        }

        Plan with(StateTables.Kind other) {
            return new Plan(bootstrap, prefix, directory, other, paddingBytes, obstacle, witness, settings);
        }

        Plan padded(int bytes) {
            return new Plan(bootstrap, prefix, directory, kind, bytes, obstacle, witness, settings);
        }

        Plan hindered(CountingTopology.Obstacle other) {
            return new Plan(bootstrap, prefix, directory, kind, paddingBytes, other, witness, settings);
        }

        Plan witnessed(Step.Witness other) {
            return new Plan(bootstrap, prefix, directory, kind, paddingBytes, obstacle, other, settings);
        }

        Plan set(Map<String, Object> others) {
            return new Plan(bootstrap, prefix, directory, kind, paddingBytes, obstacle, witness, others);
        }

        CountingInstance start() {
            return start(StateTables.builder(CountingTopology.STORE, kind, 1), null);
        }

        CountingInstance start(@Nullable StateRestoreListener restoring) {
            return start(StateTables.builder(CountingTopology.STORE, kind, 1), restoring);
        }

        CountingInstance start(StoreBuilder<?> store, @Nullable StateRestoreListener restoring) {
            KafkaStreams streams = new KafkaStreams(
                    CountingTopology.build(prefix, store, paddingBytes, obstacle),
                    properties(),
                    new WitnessedClients(witness));
            if (restoring != null) {
                streams.setGlobalStateRestoreListener(restoring);
            }
            streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
            streams.start();
            return new CountingInstance(streams);
        }

        Properties properties() {
            Properties properties = new Properties();
            properties.putAll(StreamsDefaults.byKey());
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, prefix + "count");
            properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
            properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
            properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
            // What a killed instance leaves open holds the next one back for no longer than this.
            properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 3_000);
            properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 3_000);
            properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 300);
            properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 200);
            properties.putAll(settings);
            return properties;
        }
    }

    KafkaStreams streams() {
        return streams;
    }

    /** How many tasks it works on, and not as a standby. */
    int activeTasks() {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.activeTasks().size())
                .sum();
    }

    int standbyTasks() {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> thread.standbyTasks().size())
                .sum();
    }

    /** Stops, and leaves the group, so that the others need not wait for the end of the session. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_LIMIT));
    }
}
