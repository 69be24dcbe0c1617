package dev.drawdown.topology;

import dev.drawdown.store.BoundedRocksDb;
import dev.drawdown.store.StateTables;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What we set otherwise than Kafka does, each with its reason; whoever runs the topology may override what is not required. */
public final class StreamsDefaults {
    /**
     * One default.
     *
     * @param required whether the program is wrong without it
     */
    public record Default(String key, Object value, boolean required, String reason) {}

    private static final List<Default> ALL = List.of(
            new Default(
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                    StreamsConfig.EXACTLY_ONCE_V2,
                    true,
                    "state, outputs and offsets are committed together: nothing is lost, nothing counts twice"),
            new Default(
                    StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                    500,
                    false,
                    "with a backlog it pays to commit seldom, and without one EarlyCommit does not wait for this"),
            new Default(
                    StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                    Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 2),
                    false,
                    "a thread per core up to two for whoever says nothing of it; the program says as many as there are"
                            + " cores, or drawdown.stream.threads"),
            new Default(
                    StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                    1,
                    false,
                    "where there is a second instance it keeps a copy, reads from it while the first is away, and takes"
                            + " over without a restore"),
            new Default(
                    StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                    BoundedRocksDb.class,
                    false,
                    "memory is bounded for all stores together, not for each"),
            new Default(
                    StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                    0,
                    false,
                    "our stores are not cached, since that halved the rate on evenly spread wallets"),
            new Default(
                    StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                    0L,
                    false,
                    "topics are not ordered among themselves, so there is nothing to wait for; what comes too early is"
                            + " parked"),
            new Default(
                    StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                    1000,
                    false,
                    "as Kafka has it today, whatever it has tomorrow: more lies in the heap, and takes topics further"
                            + " apart in time"),
            new Default(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                    6_000,
                    false,
                    "after kill -9 the others take over in seconds; with group.instance.id set, the same instance goes"
                            + " on at once"),
            new Default(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                    2_000,
                    false,
                    "a third of the session"),
            new Default(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                    2_000,
                    false,
                    "fewer turns of the loop per record, and still a commit in time"),
            new Default(
                    StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                    "earliest",
                    false,
                    "what was produced before the first start counts too"),
            new Default(
                    StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                    "none",
                    false,
                    "every client reads it; KafkaJS, for one, has no lz4, snappy or zstd of its own"),
            new Default(
                    StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                    256 << 10,
                    false,
                    "outputs go out in few large requests between two commits"),
            new Default(
                    StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                    5,
                    false,
                    "the commit flushes anyway"),
            new Default(
                    StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                    Math.toIntExact(Duration.ofDays(1).toMillis()),
                    true,
                    "a broker that is away is waited for; given up after two minutes, Kafka Streams 4.3 could skip"
                        + " what it had read (see CommittingProducer), while the transaction's own timeout is safe"),
            new Default(
                    StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                    StateTables.MAX_STATE_BYTES,
                    true,
                    "a record of state may be larger than a mebibyte"));

    private StreamsDefaults() {}

    /** Returns all defaults, to be shown. */
    public static List<Default> all() {
        return ALL;
    }

    /** Returns all defaults, by key. */
    public static Map<String, Object> byKey() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Default each : ALL) {
            values.put(each.key(), each.value());
        }
        return values;
    }
}
