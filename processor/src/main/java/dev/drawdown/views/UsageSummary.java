package dev.drawdown.views;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was used, told apart.
 *
 * @param byFacet in order
 */
public record UsageSummary(Map<Facet, UsageTotals> byFacet) {
    private static final Comparator<@Nullable String> NULLS_LAST = Comparator.nullsLast(Comparator.naturalOrder());
    private static final Comparator<Facet> ORDER = Comparator.comparing(Facet::category, NULLS_LAST)
            .thenComparing(Facet::appId, NULLS_LAST)
            .thenComparing(Facet::channel, NULLS_LAST);

    public UsageSummary {
        Map<Facet, UsageTotals> ordered = new TreeMap<>(ORDER);
        ordered.putAll(byFacet);
        byFacet = ordered;
    }

    /** Both together. */
    public UsageSummary plus(UsageSummary other) {
        Map<Facet, UsageTotals> sum = new TreeMap<>(ORDER);
        sum.putAll(byFacet);
        other.byFacet.forEach((facet, totals) -> sum.merge(facet, totals, UsageTotals::plus));
        return new UsageSummary(sum);
    }

    /** All of it. */
    public UsageTotals total() {
        return byFacet.values().stream().reduce(UsageTotals.NONE, UsageTotals::plus);
    }

    /** Of one category only. */
    public UsageSummary ofCategory(String category) {
        Map<Facet, UsageTotals> some = new TreeMap<>(ORDER);
        byFacet.forEach((facet, totals) -> {
            if (category.equals(facet.category())) {
                some.put(facet, totals);
            }
        });
        return new UsageSummary(some);
    }

    /** Added up by one of a facet's sides; the key may be null. */
    public Map<@Nullable String, UsageTotals> by(Function<Facet, @Nullable String> side) {
        Map<@Nullable String, UsageTotals> sums = new TreeMap<>(NULLS_LAST);
        byFacet.forEach((facet, totals) -> sums.merge(side.apply(facet), totals, UsageTotals::plus));
        return sums;
    }
}
