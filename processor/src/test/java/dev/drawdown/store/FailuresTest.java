package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong inside one instance, and what it finds when it is started again. */
class FailuresTest {
    private static final int COMMITS_BEFORE = 5;

    @TempDir
    private static Path brokerDirectory;

    private static CountingCluster cluster;

    @TempDir
    Path directory;

    private final AtomicInteger times = new AtomicInteger();

    @BeforeAll
    static void open() {
        cluster = new CountingCluster(brokerDirectory);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"WRITE_BEHIND, BEFORE_COMMIT", "WRITE_BEHIND, BEFORE_DISK", "PLAIN, BEFORE_COMMIT"})
    void shouldCountEachInputOnceWhenACommitTimesOut(StateTables.Kind kind, Step step) {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = stream.plan(directory, kind).witnessed(at -> {
            if (at == step && times.incrementAndGet() == COMMITS_BEFORE) {
                throw new TimeoutException("Expected an answer of the broker, but none came");
            }
        });
        stream.produce(40);
        try (CountingInstance _ = plan.start()) {
            stream.awaitAll();
        }

        assertThat(times.get()).isGreaterThan(COMMITS_BEFORE);
        stream.assertCounted();
        if (kind == StateTables.Kind.WRITE_BEHIND) {
            stream.assertLatest();
        }
    }

    @Test
    void shouldBeginNoTransactionBehindOneThatWasAborted() {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrap(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "aborting");
        try (CommittingProducer producer = new CommittingProducer(config)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.abortTransaction();

            assertThatThrownBy(producer::beginTransaction).isInstanceOf(ProducerFencedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldCountEachInputOnceWhenAThreadDies(StateTables.Kind kind) {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = stream.plan(directory, kind).hindered(value -> {
            if (value.equals("30") && times.incrementAndGet() == CountingCluster.KEYS / 2) {
                throw new IllegalStateException("Expected to go on, but the test stands in the way");
            }
        });
        stream.produce(40);
        try (CountingInstance _ = plan.start()) {
            stream.awaitAll();
        }

        assertThat(times.get()).isGreaterThan(CountingCluster.KEYS);
        stream.assertCounted();
    }

    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldCountMoreKeysThanItsMemoryHolds(StateTables.Kind kind) {
        CountingCluster.Stream stream = cluster.newStream();
        // Each of two tasks has a mebibyte for its half of the keys.
        CountingInstance.Plan plan = stream.plan(directory, kind).padded(3 * (1 << 20) / CountingCluster.KEYS);
        stream.produce(6);
        try (CountingInstance _ = plan.start()) {
            stream.awaitAll();
        }
        stream.produce(3);
        try (CountingInstance _ = plan.start()) {
            stream.awaitAll();
        }

        stream.assertCounted();
    }

    @Test
    void shouldGoOnWithTheOtherKindOfStore() {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = stream.plan(directory, StateTables.Kind.WRITE_BEHIND);
        StateTables.Kind one = StateTables.Kind.WRITE_BEHIND;
        StateTables.Kind other = StateTables.Kind.PLAIN;
        for (StateTables.Kind kind : List.of(one, other, one, other)) {
            stream.produce(5);
            try (CountingInstance _ = plan.with(kind).start()) {
                stream.awaitAll();
            }
        }

        stream.assertCounted();
    }

    @Test
    void shouldRestoreFromTheBeginningWhenItsOffsetIsInTheChangelogNoMore() throws Exception {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = stream.plan(directory, StateTables.Kind.WRITE_BEHIND);
        runAll(stream, plan);
        Map<TopicPartition, Long> ends = changelogEnds(stream);
        runAll(stream, plan);
        letRecordsBeDeleted(stream);
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            damage(stream, end.getKey().partition());
            RecordsToDelete older = RecordsToDelete.beforeOffset(end.getValue());
            cluster.probe()
                    .admin()
                    .deleteRecords(Map.of(end.getKey(), older))
                    .all()
                    .get();
        }
        runAll(stream, plan);

        stream.assertCounted();
    }

    private static void runAll(CountingCluster.Stream stream, CountingInstance.Plan plan) {
        stream.produce(5);
        try (CountingInstance _ = plan.start()) {
            stream.awaitAll();
        }
    }

    /** A disk as old as the first change, and wrong besides. */
    private void damage(CountingCluster.Stream stream, int partition) {
        Path task = directory.resolve(stream.prefix() + "count").resolve("0_" + partition);
        Path store = task.resolve("write-behind").resolve(CountingTopology.STORE);
        assertThat(Files.isDirectory(store)).isTrue();
        try (Disk disk = Disk.open("damaged", store.toFile(), Map.of());
                Disk.Batch batch = disk.batch()) {
            for (int key = 0; key < CountingCluster.KEYS; key++) {
                byte[] wrong = ByteBuffer.allocate(Long.BYTES).putLong(99).array();
                batch.put(("\1key-" + key).getBytes(StandardCharsets.UTF_8), wrong);
            }
            batch.putOffset(0L);
            batch.write();
        }
    }

    private static void letRecordsBeDeleted(CountingCluster.Stream stream) throws Exception {
        ConfigEntry policy = new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact,delete");
        Map<ConfigResource, Collection<AlterConfigOp>> change = Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, stream.changelog()),
                List.of(new AlterConfigOp(policy, AlterConfigOp.OpType.SET)));
        cluster.probe().admin().incrementalAlterConfigs(change).all().get();
    }

    private static Map<TopicPartition, Long> changelogEnds(CountingCluster.Stream stream) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < CountingCluster.PARTITIONS; partition++) {
            asked.put(new TopicPartition(stream.changelog(), partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        cluster.probe()
                .admin()
                .listOffsets(asked)
                .all()
                .get()
                .forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }
}
