package dev.drawdown.loadtest.traffic;

import java.util.SplittableRandom;

/**
 * Draws ranks from 1 on, the k-th as often as {@code 1 / k^exponent} says, in constant time and memory.
 *
 * <p>Rejection-inversion after Hörmann and Derflinger (1996): the sum's continuous counterpart is inverted, and the few
 * draws that fall between the two are thrown away.
 */
final class ZipfSampler {
    static final double USUAL_EXPONENT = 1.2;
    static final double MOST_EXPONENT = 10;

    /** Below this a series is more exact than the closed form, which would divide by almost nothing. */
    private static final double SMALL = 1e-8;

    private final int ranks;
    private final double exponent;
    private final double first;
    private final double last;
    private final double shortcut;

    ZipfSampler(int ranks, double exponent) {
        this.ranks = ranks;
        this.exponent = exponent;
        this.first = integral(1.5) - 1;
        this.last = integral(ranks + 0.5);
        this.shortcut = 2 - inverse(integral(2.5) - weight(2));
    }

    int draw(SplittableRandom random) {
        while (true) {
            double u = last + random.nextDouble() * (first - last);
            double x = inverse(u);
            int rank = Math.clamp((long) (x + 0.5), 1, ranks);
            if (rank - x <= shortcut || u >= integral(rank + 0.5) - weight(rank)) {
                return rank;
            }
        }
    }

    private double weight(double x) {
        return Math.exp(-exponent * Math.log(x));
    }

    private double integral(double x) {
        double log = Math.log(x);
        return growth((1 - exponent) * log) * log;
    }

    private double inverse(double y) {
        double t = Math.max(-1, y * (1 - exponent));
        return Math.exp(logGrowth(t) * y);
    }

    /** (exp(x) − 1) / x. */
    private static double growth(double x) {
        return Math.abs(x) > SMALL ? Math.expm1(x) / x : 1 + x / 2;
    }

    /** log(1 + x) / x. */
    private static double logGrowth(double x) {
        return Math.abs(x) > SMALL ? Math.log1p(x) / x : 1 - x / 2;
    }
}
