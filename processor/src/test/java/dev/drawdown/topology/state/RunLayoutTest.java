package dev.drawdown.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunLayoutTest {
    private static final int TOP = RunLayout.TOP_TIER;

    /** So many that runs of every tier are there, and those of the top not merged. */
    private static final int MANY = 3 * RunLayout.span(TOP + 1);

    @ParameterizedTest
    @ValueSource(ints = {4, TOP})
    void shouldHaveEachBlockInOneRunWhateverThePage(int top) {
        Random random = new Random(top);
        for (int i = 0; i < 200_000; i++) {
            int blocks = i < 100_000 ? i : random.nextInt(MANY);
            long high = random.nextLong();
            int covered = 0;
            for (int tier = top; tier >= 0; tier--) {
                int page = RunLayout.page(high, tier);
                assertThat(RunLayout.first(blocks, tier, page, top) * RunLayout.span(tier))
                        .as("tier %d of %d blocks", tier, blocks)
                        .isEqualTo(covered);
                covered = RunLayout.past(blocks, tier, page) * RunLayout.span(tier);
            }
            assertThat(covered).isEqualTo(blocks);
        }
    }

    /** What is looked for in a merged run must have been merged, and nothing twice. */
    @Test
    void shouldMergeAPageExactlyWhenItIsLookedForInTheNextTier() {
        int blocks = 2 * RunLayout.span(TOP + 1);
        for (int tier = RunLayout.GRADUAL_FROM; tier < TOP; tier++) {
            int page = RunLayout.pages(tier) / 3;
            int merged = 0;
            for (int n = 1; n < blocks; n++) {
                boolean isDue = RunLayout.pageDue(n, tier) == page;
                int now = RunLayout.merged(n, tier, page);
                if (now != merged || isDue) {
                    assertThat(isDue).as("tier %d at %d", tier, n).isTrue();
                    assertThat(now).isEqualTo(merged + 1);
                    assertThat(RunLayout.past(n, tier, page))
                            .as("the eight are there")
                            .isGreaterThanOrEqualTo(now * RunLayout.FAN_OUT);
                    merged = now;
                }
            }
            assertThat(merged).isPositive();
        }
    }

    @Test
    void shouldComeToEveryPageOnce() {
        for (int tier = RunLayout.GRADUAL_FROM; tier < TOP; tier++) {
            int next = 0;
            for (int n = 0; n < 2 * RunLayout.span(TOP); n++) {
                int page = RunLayout.pageDue(n, tier);
                if (page >= 0) {
                    assertThat(page).isEqualTo(next % RunLayout.pages(tier));
                    next++;
                }
            }
            assertThat(next).isGreaterThanOrEqualTo(RunLayout.pages(tier));
        }
    }

    @Test
    void shouldLookIntoFewRunsHoweverManyThereAre() {
        for (int blocks : new int[] {100, 4_095, 32_767, 262_143, 2_097_151}) {
            int runs = 0;
            for (int tier = 0; tier <= TOP; tier++) {
                runs += RunLayout.past(blocks, tier, 0) - RunLayout.first(blocks, tier, 0, TOP);
            }
            assertThat(runs).as("%d blocks", blocks).isLessThanOrEqualTo(7 * (TOP + 1) + 8);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "32767, 6", "32768, 4", "1000000, 4"})
    void shouldGoOnWithALargeSliceAsItWasBegun(int blocks, int topTier) {
        assertThat(RunLayout.topTierBefore(blocks)).isEqualTo(topTier);
    }
}
