package dev.drawdown.store;

import dev.drawdown.testing.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** The counting program as a process of its own that ends itself at a step of a commit, as {@code kill -9} would end it. */
final class CountingChild {
    private static final String NO_STEP = "-";
    private static final int KILLED = 137;

    private CountingChild() {}

    static ChildJvm start(CountingInstance.Plan plan, Path report) {
        return start(plan, report, NO_STEP, 0);
    }

    static ChildJvm startUntil(CountingInstance.Plan plan, Path report, Step step, int commit) {
        return start(plan, report, step.name(), commit);
    }

    private static ChildJvm start(CountingInstance.Plan plan, Path report, String step, int commit) {
        return ChildJvm.start(
                CountingChild.class,
                plan.bootstrap(),
                plan.prefix(),
                plan.directory().toString(),
                plan.kind().name(),
                report.toString(),
                step,
                Integer.toString(commit));
    }

    public static void main(String[] arguments) throws IOException {
        CountingInstance.Plan plan = CountingInstance.Plan.of(
                        arguments[0], arguments[1], Path.of(arguments[2]), StateTables.Kind.valueOf(arguments[3]))
                .set(Map.of(
                        StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                        1,
                        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                        "child"));
        String step = arguments[5];
        if (!step.equals(NO_STEP)) {
            plan = plan.witnessed(haltAt(Step.valueOf(step), Integer.parseInt(arguments[6])));
        }
        try (CountingInstance _ = plan.start(new Report(Path.of(arguments[4])))) {
            ChildJvm.announceReady("");
        }
    }

    private static Step.Witness haltAt(Step step, int commit) {
        AtomicInteger reached = new AtomicInteger();
        return at -> {
            if (at == step && reached.incrementAndGet() == commit) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
    }

    /** Writes down from which offset each partition's state was restored. */
    private record Report(Path file) implements StateRestoreListener {
        @Override
        public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
            try {
                Files.writeString(file, startingOffset + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long endOffset, long restored) {}

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long restored) {}
    }
}
