package dev.drawdown.engine;

import org.junit.jupiter.api.Test;

/**
 * Random wallets live random lives, and every decision is held against the invariants.
 *
 * <p>{@code -Dsimulation.seeds=1000000} runs more of them, {@code -Dsimulation.seed=42} the one that failed.
 */
final class EngineSimulationTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 300);

    @Test
    void shouldHoldTheInvariantsInEveryLife() {
        Long only = Long.getLong("simulation.seed");
        long first = only == null ? Long.getLong("simulation.first", 0) : only;
        long count = only == null ? SEEDS : 1;
        for (long seed = first; seed < first + count; seed++) {
            live(seed);
        }
    }

    private static void live(long seed) {
        try {
            SimulatedHistory history = new SimulatedHistory(seed);
            history.live();
            history.liveAgainWithTimer();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("Seed " + seed + " failed; replay it with -Dsimulation.seed=" + seed, failure);
        }
    }
}
