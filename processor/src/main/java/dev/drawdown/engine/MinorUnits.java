package dev.drawdown.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The smallest amounts that a payment provider moves in a currency: the step that amounts come in, and the least of them. */
public final class MinorUnits {
    private static final long UNIT_MICROS = 1_000_000;
    private static final long HUNDREDTH_MICROS = 10_000;

    /** Charged in whole units only: Stripe's currencies without decimals, and two that have decimals but do not use them. */
    private static final Set<String> WHOLE = Set.of(
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF",
            "XOF", "XPF");

    private static final Map<String, Long> MINIMUM_HUNDREDTHS = minimums();

    private MinorUnits() {}

    /**
     * The step in which a currency's amounts come. Of those with three decimals the provider takes only tenths of a hundredth
     * that are 0, so that theirs is a hundredth like everybody's.
     */
    public static long stepMicros(String currency) {
        return WHOLE.contains(currency) ? UNIT_MICROS : HUNDREDTH_MICROS;
    }

    /** The least that is charged; one step where the provider names no minimum. */
    static long minimumMicros(String currency) {
        Long hundredths = MINIMUM_HUNDREDTHS.get(currency);
        return hundredths == null ? stepMicros(currency) : hundredths * HUNDREDTH_MICROS;
    }

    /** The amount, rounded up to what can be charged, and down where it would be more than a ledger carries. */
    static long roundedUp(long micros, String currency) {
        long step = stepMicros(currency);
        return Math.min(Math.ceilDiv(micros, step), Amounts.MAX_MICROS / step) * step;
    }

    static boolean isWhole(long micros, String currency) {
        return micros % stepMicros(currency) == 0;
    }

    private static Map<String, Long> minimums() {
        Map<String, Long> minimums = new HashMap<>();
        for (String currency : Set.of("USD", "AUD", "BRL", "CAD", "CHF", "EUR", "INR", "NZD", "SGD")) {
            minimums.put(currency, 50L);
        }
        minimums.put("GBP", 30L);
        minimums.put("BGN", 100L);
        minimums.put("AED", 200L);
        minimums.put("MYR", 200L);
        minimums.put("PLN", 200L);
        minimums.put("RON", 200L);
        minimums.put("DKK", 250L);
        minimums.put("NOK", 300L);
        minimums.put("SEK", 300L);
        minimums.put("HKD", 400L);
        minimums.put("MXN", 1_000L);
        minimums.put("THB", 1_000L);
        minimums.put("CZK", 1_500L);
        minimums.put("JPY", 5_000L);
        minimums.put("HUF", 17_500L);
        return Map.copyOf(minimums);
    }
}
