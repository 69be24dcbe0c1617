package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.embedded.EmbeddedBroker;
import dev.drawdown.testing.Await;
import dev.drawdown.testing.KafkaProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A broker, what goes in, and what must have come out. */
final class CountingCluster implements AutoCloseable {
    static final int PARTITIONS = 2;
    static final int KEYS = 40;
    /** How often a process is killed at random. */
    static final int KILLS = Integer.getInteger("drawdown.kills", 3);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EmbeddedBroker broker;
    private final KafkaProbe probe;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger prefixes = new AtomicInteger();

    CountingCluster(Path directory) {
        broker = EmbeddedBroker.open(directory, 0);
        probe = new KafkaProbe(broker.bootstrap());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    KafkaProbe probe() {
        return probe;
    }

    /** Topics of its own for each test. */
    Stream newStream() {
        String prefix = "t" + prefixes.incrementAndGet() + ".";
        probe.createTopic(CountingTopology.in(prefix), PARTITIONS, Map.of());
        probe.createTopic(CountingTopology.out(prefix), PARTITIONS, Map.of());
        probe.createTopic(CountingTopology.latest(prefix), PARTITIONS, Map.of());
        return new Stream(prefix);
    }

    /** The topics of one test, and how much was produced. */
    final class Stream {
        private final String prefix;
        private int perKey;

        private Stream(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }

        CountingInstance.Plan plan(Path directory, StateTables.Kind kind) {
            return CountingInstance.Plan.of(bootstrap(), prefix, directory, kind);
        }

        /** So many more records of each key, all of them on the broker when it returns. */
        void produce(int morePerKey) {
            for (int i = 0; i < morePerKey; i++) {
                perKey++;
                for (int k = 0; k < KEYS; k++) {
                    var _ = producer.send(
                            new ProducerRecord<>(CountingTopology.in(prefix), key(k), bytes(Integer.toString(perKey))));
                }
            }
            producer.flush();
        }

        int produced() {
            return perKey * KEYS;
        }

        void awaitOutputs(int count) {
            String expected = count + " outputs";
            int[] seen = {0};
            Await.until(expected, LIMIT, () -> {
                seen[0] = outputs().size();
                return seen[0] >= count;
            });
        }

        void awaitAll() {
            awaitOutputs(produced());
        }

        List<ConsumerRecord<String, String>> outputs() {
            return probe.readAll(CountingTopology.out(prefix), new StringDeserializer());
        }

        /** Each input once, in order, with the state that all before it left behind. */
        void assertCounted() {
            Map<String, List<String>> seen = new TreeMap<>();
            outputs()
                    .forEach(record -> seen.computeIfAbsent(record.key(), key -> new ArrayList<>())
                            .add(record.value()));
            List<String> expected = new ArrayList<>();
            for (int i = 1; i <= perKey; i++) {
                expected.add(i + ":1:" + i);
            }
            assertThat(seen)
                    .hasSize(KEYS)
                    .allSatisfy((key, values) -> assertThat(values).isEqualTo(expected));
        }

        /** What was sent just before each commit ends with the last count of each key. */
        void assertLatest() {
            Map<String, String> latest = new TreeMap<>();
            probe.readAll(CountingTopology.latest(prefix), new StringDeserializer())
                    .forEach(record -> latest.put(record.key(), record.value()));
            assertThat(latest)
                    .hasSize(KEYS)
                    .allSatisfy((key, value) -> assertThat(value).isEqualTo(Integer.toString(perKey)));
        }

        String changelog() {
            return prefix + "count-" + CountingTopology.STORE + "-changelog";
        }
    }

    private static byte[] key(int number) {
        return bytes("key-" + number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        probe.close();
        broker.close();
    }
}
