package dev.drawdown.loadtest.workload;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** Chance, by a seed. */
final class Dice {
    private static final int MICRO_SCALE = 6;

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** An amount of at least a micro and at most so many units, small ones as likely as large ones. */
    BigDecimal amount(int most) {
        long micros = 1 + random.nextLong(most * 1_000_000L);
        int roundTo = oneOf(List.of(1, 100, 10_000, 10_000, 1_000_000));
        return BigDecimal.valueOf(Math.max(1, micros / roundTo * roundTo), MICRO_SCALE);
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
