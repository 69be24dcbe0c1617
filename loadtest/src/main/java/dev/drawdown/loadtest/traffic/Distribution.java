package dev.drawdown.loadtest.traffic;

import java.util.SplittableRandom;

/** How often which wallet is meant; the first are the busiest. */
public sealed interface Distribution {
    /** Draws the number of a wallet. */
    int draw(SplittableRandom random);

    /** Every wallet as often as any other. */
    record Uniform(int wallets) implements Distribution {
        @Override
        public int draw(SplittableRandom random) {
            return random.nextInt(wallets);
        }
    }

    /** The first wallet always; the others lie idle. */
    record Hot() implements Distribution {
        @Override
        public int draw(SplittableRandom random) {
            return 0;
        }
    }

    /** The k-th wallet as often as {@code 1 / k^exponent} says. */
    record Skewed(ZipfSampler sampler) implements Distribution {
        @Override
        public int draw(SplittableRandom random) {
            return sampler.draw(random) - 1;
        }
    }

    /**
     * Reads {@code uniform}, {@code hot}, {@code zipf} or {@code zipf:EXPONENT}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static Distribution parse(String text, int wallets) {
        return switch (text) {
            case "uniform" -> new Uniform(wallets);
            case "hot" -> new Hot();
            case "zipf" -> new Skewed(new ZipfSampler(wallets, ZipfSampler.USUAL_EXPONENT));
            default -> {
                if (!text.startsWith("zipf:")) {
                    throw new IllegalArgumentException(
                            "Expected uniform, hot, zipf or zipf:EXPONENT, but it is '" + text + "'");
                }
                yield new Skewed(new ZipfSampler(wallets, exponent(text.substring("zipf:".length()))));
            }
        };
    }

    private static double exponent(String text) {
        double exponent;
        try {
            exponent = Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "Expected an exponent after zipf:, but it is '" + text + "'", notANumber);
        }
        if (!(exponent > 0 && exponent <= ZipfSampler.MOST_EXPONENT)) {
            throw new IllegalArgumentException(
                    "Expected an exponent above 0 and at most " + ZipfSampler.MOST_EXPONENT + ", but it is " + text);
        }
        return exponent;
    }
}
