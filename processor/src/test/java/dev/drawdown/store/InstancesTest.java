package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.testing.Await;
import dev.drawdown.testing.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that move between instances: each input is counted once, by whoever has its partition. */
class InstancesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, Object> STANDBY = Map.of(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);

    @TempDir
    private static Path brokerDirectory;

    private static CountingCluster cluster;

    @TempDir
    Path directory;

    @BeforeAll
    static void open() {
        cluster = new CountingCluster(brokerDirectory);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldCountOnWhileAnotherInstanceJoinsAndLeaves(StateTables.Kind kind) {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = plan(stream, "first", kind);
        stream.produce(20);
        try (CountingInstance first = plan.start()) {
            stream.awaitAll();
            try (CountingInstance second = plan.in(directory.resolve("second")).start()) {
                awaitShares(first, 1, 1);
                awaitShares(second, 1, 1);
                stream.produce(20);
                stream.awaitAll();
            }
            // What it was active for first, then a standby, it is active for again, and must know what happened
            // meanwhile.
            awaitShares(first, 2, 0);
            stream.produce(20);
            stream.awaitAll();
        }

        stream.assertCounted();
    }

    /**
     * What Kafka Streams knows of a store is how far it had been restored, and as a standby it begins there again: with all
     * that the store has written itself since.
     */
    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldCountOnWhenItIsStoppedJustAfterItBecameAStandby(StateTables.Kind kind) {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = plan(stream, "first", kind);
        stream.produce(5);
        try (CountingInstance _ = plan.start()) {
            stream.awaitAll();
        }
        CountingInstance first = plan.start();
        try {
            stream.produce(20);
            stream.awaitAll();
            try (CountingInstance second = plan.in(directory.resolve("second")).start()) {
                awaitShares(first, 1, 1);
                first.close();
                awaitShares(second, 2, 0);
                stream.produce(5);
                stream.awaitAll();
            }
            first = plan.start();
            stream.produce(5);
            stream.awaitAll();
        } finally {
            first.close();
        }

        stream.assertCounted();
    }

    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldGoOnFromTheStandbyWhenTheActiveIsKilled(StateTables.Kind kind) {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = plan(stream, "first", kind);
        stream.produce(20);
        try (ChildJvm child = CountingChild.start(plan.in(directory.resolve("child")), report())) {
            stream.awaitAll();
            try (CountingInstance survivor = plan.start()) {
                awaitShares(survivor, 1, 1);
                stream.produce(20);
                child.kill();
                stream.awaitAll();
                assertThat(survivor.activeTasks()).isEqualTo(CountingCluster.PARTITIONS);
            }
        }

        stream.assertCounted();
        if (kind == StateTables.Kind.WRITE_BEHIND) {
            stream.assertLatest();
        }
    }

    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldCountNothingOfAnInstanceThatComesBackWhenItsSessionHasEnded(StateTables.Kind kind) {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = plan(stream, "first", kind);
        stream.produce(10);
        try (ChildJvm child = CountingChild.start(plan.in(directory.resolve("child")), report())) {
            stream.awaitAll();
            stream.produce(50);
            stream.awaitOutputs(11 * CountingCluster.KEYS);
            child.pause();
            try (CountingInstance _ = plan.start()) {
                stream.awaitAll();
                child.resume();
                stream.produce(20);
                stream.awaitAll();
            }
            // Now it is the zombie's turn again, with what it had in memory and on disk.
            stream.produce(10);
            stream.awaitAll();
        }

        stream.assertCounted();
    }

    private CountingInstance.Plan plan(CountingCluster.Stream stream, String name, StateTables.Kind kind) {
        return stream.plan(directory.resolve(name), kind).set(STANDBY);
    }

    private Path report() {
        return directory.resolve("report.txt");
    }

    private static void awaitShares(CountingInstance instance, int active, int standby) {
        Await.until(
                active + " active and " + standby + " standby tasks",
                LIMIT,
                () -> instance.activeTasks() == active && instance.standbyTasks() == standby);
    }
}
