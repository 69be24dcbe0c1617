package dev.drawdown.launch;

import dev.drawdown.api.Meter;
import dev.drawdown.api.Metrics;
import dev.drawdown.api.Part;
import dev.drawdown.config.Role;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an instance does in one of its roles, where that is a graph of Kafka Streams: how it starts, stands and stops. */
final class StreamsPart implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamsPart.class);

    private final Role role;
    private final KafkaStreams streams;
    private final FailurePolicy failures = new FailurePolicy(StreamsPart::clockMillis);
    private final RestoreProgress restoring = new RestoreProgress();
    private final StreamsCheck check;
    private final Duration stopWithin;

    /** Opens when processing has begun, or will not. */
    private final CountDownLatch settled = new CountDownLatch(1);

    private volatile long startingMillis;
    private volatile long openMillis;

    /** Makes it ready to start. */
    StreamsPart(Role role, Topology topology, Properties properties, KafkaClientSupplier clients, Duration stopWithin) {
        this.role = role;
        this.stopWithin = stopWithin;
        streams = new KafkaStreams(topology, properties, clients);
        check = new StreamsCheck(role.label(), streams, restoring, failures);
        streams.setUncaughtExceptionHandler(failures);
        streams.setGlobalStateRestoreListener(restoring);
        streams.setStateListener((now, before) -> {
            log.debug("{}: {} after {}", role.label(), now, before);
            if (now == KafkaStreams.State.RUNNING && settled.getCount() > 0) {
                log.info("The {} processes {}", role.label(), steps());
            }
            if (now == KafkaStreams.State.RUNNING || now == KafkaStreams.State.ERROR) {
                settled.countDown();
            }
        });
    }

    void start() {
        startingMillis = System.currentTimeMillis();
        streams.start();
        openMillis = System.currentTimeMillis();
    }

    private StartSteps steps() {
        return new StartSteps(
                ManagementFactory.getRuntimeMXBean().getStartTime(),
                startingMillis,
                openMillis == 0 ? System.currentTimeMillis() : openMillis,
                restoring.begunMillis(),
                System.currentTimeMillis(),
                restoring.restoredRecords());
    }

    /** Returns the graph as Kafka Streams runs it, for whoever reads its state. */
    KafkaStreams streams() {
        return streams;
    }

    /** Waits until it processes; returns whether it does. */
    boolean awaitProcessing(Duration limit) throws InterruptedException {
        return settled.await(limit.toMillis(), TimeUnit.MILLISECONDS) && alive().up();
    }

    Part ready() {
        return check.ready();
    }

    Part alive() {
        return check.alive();
    }

    void bindTo(Metrics metrics) {
        String label = role.label();
        new StreamsGauges(streams::metrics, StreamsPart::clockMillis).bindTo(metrics, label);
        metrics.gauge(
                Meter.STREAMS_RUNNING,
                label,
                streams,
                running -> running.state() == KafkaStreams.State.RUNNING ? 1 : 0);
        metrics.gauge(Meter.STREAMS_RESTORING, label, restoring, RestoreProgress::remainingRecords);
        metrics.gauge(Meter.STREAMS_THREADS_REPLACED, label, failures, FailurePolicy::replaced);
    }

    /** Never runs backwards, unlike the time of day. */
    static long clockMillis() {
        return System.nanoTime() / 1_000_000;
    }

    /** Commits, and leaves the group, so that others, or the next start, take the partitions at once. */
    @Override
    public void close() {
        boolean stopped =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(stopWithin));
        if (!stopped) {
            log.warn(
                    "Not everything of the {} had stopped after {} s; nothing is lost by it",
                    role.label(),
                    stopWithin.toSeconds());
        }
    }
}
