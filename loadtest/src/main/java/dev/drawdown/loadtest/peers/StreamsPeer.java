package dev.drawdown.loadtest.peers;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** A peer that is a graph of Kafka Streams. */
final class StreamsPeer implements Peer {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String group;
    private final Inputs inputs;
    private final Map<TopicPartition, Long> starts;
    private final KafkaStreams streams;
    private final CountDownLatch running = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private StreamsPeer(Topology topology, PeerSettings settings, String compression, Inputs inputs) {
        this.inputs = inputs;
        group = settings.runName();
        starts = inputs.starts();
        streams = new KafkaStreams(topology, StreamsTuning.properties(settings, group, compression));
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING || now == KafkaStreams.State.ERROR) {
                running.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.compareAndSet(null, thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /** Makes its topic, starts it, and waits until it has its partitions. */
    static StreamsPeer open(Topology topology, PeerSettings settings, String compression) {
        Inputs inputs = new Inputs(settings.bootstrap());
        try {
            inputs.createLedger(settings.kind(), settings.partitions());
            StreamsPeer peer = new StreamsPeer(topology, settings, compression, inputs);
            peer.start();
            return peer;
        } catch (RuntimeException failed) {
            inputs.close();
            throw failed;
        }
    }

    private void start() {
        streams.start();
        try {
            if (!running.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                streams.close(STOP_LIMIT);
                throw new IllegalStateException("Expected " + group + " to run within " + START_LIMIT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks the broker, so that only what its transactions committed counts. Offsets are counted: inputs must not have been
     * written in transactions, whose markers take offsets too.
     */
    @Override
    public long applied() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("Expected " + group + " to go on, but it failed", thrown);
        }
        return inputs.committed(group, starts);
    }

    @Override
    public void close() {
        streams.close(
                CloseOptions.timeout(STOP_LIMIT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        inputs.close();
    }
}
