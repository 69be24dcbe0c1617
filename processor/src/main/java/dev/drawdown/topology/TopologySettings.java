package dev.drawdown.topology;

import dev.drawdown.engine.Policy;
import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.Registration;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.store.StateTables;
import dev.drawdown.topology.state.ParkingLot;
import dev.drawdown.wire.PatientRegistry;
import dev.drawdown.wire.ProcessingMetrics;

/**
 * What the topology needs to know of its surroundings.
 *
 * @param partitions the partition count that all topics keyed by wallet or owner share
 */
public record TopologySettings(
        Topics topics,
        int partitions,
        SchemaRegistry registry,
        Registration registration,
        Policy policy,
        ParkingLot.Limits parking,
        State state,
        ProcessingMetrics metrics) {
    /** Inputs wait a minute for their wallet or price, and not so many that one stray producer fills a task's disk. */
    public static final ParkingLot.Limits DEFAULT_PARKING = new ParkingLot.Limits(60_000, 1_000, 20_000, 64L << 20);

    /**
     * How state is kept.
     *
     * @param hotBytes memory for the records used last, if this instance has all partitions
     */
    public record State(StateTables.Kind kind, long hotBytes) {
        /** Written at once, as it must be where nothing is ever committed: on the driver of a test. */
        public static final State PLAIN = new State(StateTables.Kind.PLAIN, 0);
    }

    public TopologySettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("Expected at least one partition, but there are " + partitions);
        }
        // Whoever asks it from within the graph must wait for an answer rather than do without.
        registry = registry instanceof PatientRegistry ? registry : new PatientRegistry(registry, metrics);
    }
}
