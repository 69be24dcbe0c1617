package dev.drawdown.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drawdown.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is killed while it commits, and started again: each input is counted once. With
 * {@code -Ddrawdown.kills=N} it is killed N times at random.
 */
class KillTest {
    private static final int COMMITS_BEFORE = 8;

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
    void shouldCountEachInputOnceWhereverACommitIsKilled(StateTables.Kind kind) throws IOException {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = stream.plan(directory.resolve("state"), kind);
        stream.produce(1);
        try (CountingInstance _ = plan.start()) {
            // Both partitions have something on disk from here on, whichever of them the records below come from first.
            stream.awaitAll();
        }
        stream.produce(80);
        for (Step step : Step.values()) {
            try (ChildJvm child = CountingChild.startUntil(plan, report(step.name()), step, COMMITS_BEFORE)) {
                child.awaitEnd();
            }
        }
        assertThat(stream.outputs()).hasSizeLessThan(stream.produced());
        try (ChildJvm _ = CountingChild.start(plan, report("last"))) {
            stream.awaitAll();
        }

        stream.assertCounted();
        if (kind == StateTables.Kind.WRITE_BEHIND) {
            stream.assertLatest();
            for (Step step : Step.values()) {
                assertRestoredFromTheTail(step.name());
            }
            assertRestoredFromTheTail("last");
        }
    }

    private void assertRestoredFromTheTail(String run) throws IOException {
        List<String> offsets = Files.readAllLines(report(run));
        assertThat(offsets)
                .hasSize(CountingCluster.PARTITIONS)
                .allSatisfy(offset -> assertThat(Long.parseLong(offset)).isPositive());
    }

    private Path report(String run) {
        return directory.resolve(run + ".txt");
    }

    @ParameterizedTest
    @EnumSource(StateTables.Kind.class)
    void shouldCountEachInputOnceWheneverItIsKilled(StateTables.Kind kind) {
        CountingCluster.Stream stream = cluster.newStream();
        CountingInstance.Plan plan = stream.plan(directory.resolve("state"), kind);
        Random random = new Random(CountingCluster.KILLS);
        for (int kill = 0; kill < CountingCluster.KILLS; kill++) {
            int before = stream.produced();
            stream.produce(100);
            try (ChildJvm child = CountingChild.start(plan, report("restored"))) {
                stream.awaitOutputs(before + 1 + random.nextInt(stream.produced() - before));
                child.kill();
            }
        }
        try (ChildJvm _ = CountingChild.start(plan, report("restored"))) {
            stream.awaitAll();
        }

        stream.assertCounted();
    }
}
