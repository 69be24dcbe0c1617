package dev.drawdown.loadtest.peers;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the stream peers: the best we found on two cores, each with its reason. */
final class StreamsTuning {
    private static final int THREADS = 2;

    private StreamsTuning() {}

    static Properties properties(PeerSettings settings, String group, String compression) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.data().toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        // The guarantee that Drawdown gives, or there would be nothing to compare.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The same freshness as Drawdown's: outputs are readable only when committed.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitMillis());
        // A thread per core.
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threadsOr(THREADS));
        // The record cache holds objects and halves the rate on evenly spread keys.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, PlainRocksDb.class);
        // No topic waits for the other.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        // Two polls' worth, so that no partition runs dry while others are full.
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 4_000);
        addConsumer(properties);
        addProducer(properties, compression);
        return properties;
    }

    private static void addConsumer(Properties properties) {
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // Fewer turns of the loop per record.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        // After kill -9 it goes on in seconds, as Drawdown does.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        // On one machine nothing is damaged on its way.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.CHECK_CRCS_CONFIG), false);
    }

    private static void addProducer(Properties properties, String compression) {
        // Few large requests between two commits, which flush whatever lingers.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64L << 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), compression);
    }
}
