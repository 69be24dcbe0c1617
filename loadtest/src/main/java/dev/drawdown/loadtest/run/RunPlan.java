package dev.drawdown.loadtest.run;

import dev.drawdown.loadtest.client.Connection;
import dev.drawdown.loadtest.traffic.TrafficPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run.
 *
 * @param where a cluster that is there already; null for an embedded broker of our own
 * @param settings of the processor, as who runs the test changes them
 * @param processorOptions for the processor's JVM
 * @param peers by their kinds
 * @param peerOptions for all of them
 * @param peerLimit after so long a peer is stopped where it stands
 * @param folder where everything is kept while it runs
 */
public record RunPlan(
        TrafficPlan traffic,
        Mode mode,
        int rounds,
        int partitions,
        @Nullable Connection where,
        Map<String, String> settings,
        List<String> processorOptions,
        List<String> peers,
        List<String> peerOptions,
        Duration peerLimit,
        boolean audited,
        Path folder) {

    private static final long USUAL_SECONDS_PER_KILL = 8;

    public RunPlan {
        settings = Map.copyOf(settings);
        processorOptions = List.copyOf(processorOptions);
        peers = List.copyOf(peers);
        peerOptions = List.copyOf(peerOptions);
    }

    /** How many inputs there will be, about, without those that open the wallets. */
    public long inputs() {
        return switch (mode) {
            case Mode.Drain(long events) ->
                events * rounds * traffic.distributions().size();
            case Mode.Recovery recovery -> USUAL_SECONDS_PER_KILL * recovery.perSecond() * recovery.kills() * rounds;
            case Mode.Open open -> (open.events() + (long) open.perSecond() * open.warmupSeconds()) * rounds;
        };
    }

    /** How the events come. */
    public sealed interface Mode {
        /** All of them lie there before the processor starts. */
        record Drain(long events) implements Mode {}

        /**
         * So many a second, each at its intended time, whether the processor keeps up or not.
         *
         * @param readsPerSecond how many balances are read over HTTP beside them
         */
        record Open(int perSecond, int warmupSeconds, long events, int readsPerSecond) implements Mode {}

        /**
         * So many a second, while processes are killed and started again.
         *
         * @param instances of the processor
         * @param target who is killed, each time
         * @param standbys how many copies of each partition's state are kept by other instances
         */
        record Recovery(int perSecond, int kills, int instances, Target target, int standbys) implements Mode {
            /** Who can be killed. */
            public enum Target {
                /** One of the processor's instances. */
                PROCESSOR,
                /** The broker, and nobody else. */
                BROKER,
                /** The broker, and one of the processor's instances at the same time. */
                BOTH
            }
        }
    }
}
