package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store relies on and Kafka Streams does not promise: a release that does otherwise fails here. */
class KafkaContractTest {
    private static final String OFFSETS = "offsets";
    private static final String COMMIT = "commit";

    @TempDir
    Path directory;

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> threads = Collections.synchronizedList(new ArrayList<>());

    @Test
    void shouldHandOverOffsetsAfterAllOutputsAndThenCommitOnTheStreamThread() throws Exception {
        try (CountingCluster cluster = new CountingCluster(directory.resolve("kafka"))) {
            CountingCluster.Stream stream = cluster.newStream();
            stream.produce(10);
            AskedStore.Questions questions = new AskedStore.Questions();
            run(stream, questions);

            assertThat(threads).isNotEmpty().allMatch(thread -> thread.endsWith("-StreamThread-1"));
            assertThat(calls).contains(OFFSETS, COMMIT, stream.changelog(), CountingTopology.out(stream.prefix()));
            assertCommitsBehindOffsets(stream);
            assertThat(cluster.probe().admin().listTopics().names().get()).contains(stream.changelog());
            // Of a fresh disk: the offset is not known. Without this question, every start would restore everything.
            assertThat(questions.answers()).containsOnly(Map.entry(0, -4L), Map.entry(1, -4L));

            AskedStore.Questions again = new AskedStore.Questions();
            run(stream, again);
            assertThat(again.answers().keySet()).containsExactlyInAnyOrder(0, 1);
            assertThat(again.answers().values()).allMatch(offset -> offset > 0);
        }
    }

    private void run(CountingCluster.Stream stream, AskedStore.Questions questions) {
        CountingInstance.Plan plan = stream.plan(directory.resolve("state"), StateTables.Kind.WRITE_BEHIND);
        Properties properties = plan.properties();
        stream.produce(1);
        try (KafkaStreams streams = new KafkaStreams(
                CountingTopology.build(
                        stream.prefix(),
                        new AskedStore.Builder(CountingTopology.STORE, questions),
                        0,
                        CountingTopology.Obstacle.NONE),
                properties,
                new NotingClients())) {
            streams.start();
            stream.awaitAll();
        }
        stream.assertCounted();
    }

    /** Between offsets and commit there are records of the changelog only, and one is never without the other. */
    private void assertCommitsBehindOffsets(CountingCluster.Stream stream) {
        boolean open = false;
        for (String call : List.copyOf(calls)) {
            switch (call) {
                case OFFSETS -> {
                    assertThat(open).isFalse();
                    open = true;
                }
                case COMMIT -> {
                    assertThat(open).isTrue();
                    open = false;
                }
                default -> {
                    boolean last =
                            call.equals(stream.changelog()) || call.equals(CountingTopology.latest(stream.prefix()));
                    assertThat(open).as(call).isEqualTo(last);
                }
            }
        }
        assertThat(open).isFalse();
    }

    private void note(String call) {
        calls.add(call);
        threads.add(Thread.currentThread().getName());
    }

    private final class NotingClients extends DefaultKafkaClientSupplier {
        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new NotingProducer(new HashMap<>(config));
        }
    }

    private final class NotingProducer extends CommittingProducer {
        NotingProducer(Map<String, Object> config) {
            super(config);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            note(record.topic());
            return super.send(record, callback);
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
            note(OFFSETS);
            super.sendOffsetsToTransaction(offsets, groupMetadata);
        }

        @Override
        public void commitTransaction() {
            note(COMMIT);
            super.commitTransaction();
        }
    }
}
