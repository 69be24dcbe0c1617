package dev.drawdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A burn rate is a value: wallets that hold equal ones are equal. */
final class BurnRateTest {
    private final BurnRate rate = new BurnRate(7, new long[] {1, 0, 3});

    @Test
    void shouldEqualAnotherOfTheSameSlots() {
        BurnRate same = new BurnRate(7, new long[] {1, 0, 3});

        assertThat(rate).isEqualTo(same).hasSameHashCodeAs(same);
    }

    @Test
    void shouldDifferByEachPart() {
        assertThat(rate)
                .isNotEqualTo(new BurnRate(8, new long[] {1, 0, 3}))
                .isNotEqualTo(new BurnRate(7, new long[] {1, 2, 3}))
                .isNotEqualTo("7");
        assertThat(rate.hashCode()).isNotEqualTo(new BurnRate(8, new long[] {1, 0, 3}).hashCode());
        assertThat(rate.hashCode()).isNotEqualTo(new BurnRate(7, new long[] {1, 0, 4}).hashCode());
    }

    @Test
    void shouldNotChangeWithTheArraysThatGoInAndOut() {
        long[] slots = {1, 0, 3};
        BurnRate copied = new BurnRate(7, slots);
        slots[0] = 9;
        copied.slotMicros()[1] = 9;

        assertThat(copied).isEqualTo(rate);
    }
}
