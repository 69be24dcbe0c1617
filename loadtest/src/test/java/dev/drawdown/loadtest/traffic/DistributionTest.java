package dev.drawdown.loadtest.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
    private static final int WALLETS = 1000;
    private static final int DRAWS = 400_000;

    private static int[] drawn(String kind) {
        Distribution distribution = Distribution.parse(kind, WALLETS);
        SplittableRandom random = new SplittableRandom(1);
        int[] counts = new int[WALLETS];
        for (int i = 0; i < DRAWS; i++) {
            counts[distribution.draw(random)]++;
        }
        return counts;
    }

    @Test
    void shouldMeanEveryWalletAsOftenWhenUniform() {
        int[] counts = drawn("uniform");

        assertThat(counts[0]).isCloseTo(DRAWS / WALLETS, Percentage.withPercentage(25));
        assertThat(counts[WALLETS - 1]).isCloseTo(DRAWS / WALLETS, Percentage.withPercentage(25));
    }

    @Test
    void shouldMeanOneWalletWhenHot() {
        assertThat(drawn("hot")[0]).isEqualTo(DRAWS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.0, 1.2, 2.0})
    void shouldMeanWalletsAsZipfSays(double exponent) {
        int[] counts = drawn("zipf:" + exponent);

        double sum = 0;
        for (int rank = 1; rank <= WALLETS; rank++) {
            sum += Math.pow(rank, -exponent);
        }
        for (int rank : new int[] {1, 2, 3, 10}) {
            double expected = DRAWS * Math.pow(rank, -exponent) / sum;
            assertThat((double) counts[rank - 1])
                    .as("rank %d", rank)
                    .isCloseTo(expected, Percentage.withPercentage(10));
        }
    }
}
