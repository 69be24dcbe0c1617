package dev.drawdown.loadtest.report;

import java.util.List;

/** The middle of some figures, what nine in ten do not exceed, and the worst of them. */
public record Quantiles(double median, double p90, double worst) {
    private static final double MOST = 0.9;

    /**
     * Of figures that there are.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Quantiles of(List<Double> figures) {
        Spread spread = Spread.of(figures);
        List<Double> sorted = figures.stream().sorted().toList();
        return new Quantiles(spread.median(), sorted.get((int) Math.ceil(MOST * sorted.size()) - 1), spread.most());
    }
}
