package dev.drawdown.embedded.stripe;

import java.util.Map;

/** The least and the most that can be charged at once, in minor units. */
final class Minimums {
    private static final long MOST = 99_999_999;
    private static final long USUAL = 50;
    private static final Map<String, Long> LEAST = Map.ofEntries(
            Map.entry("usd", 50L),
            Map.entry("aed", 200L),
            Map.entry("aud", 50L),
            Map.entry("bgn", 100L),
            Map.entry("brl", 50L),
            Map.entry("cad", 50L),
            Map.entry("chf", 50L),
            Map.entry("czk", 1500L),
            Map.entry("dkk", 250L),
            Map.entry("eur", 50L),
            Map.entry("gbp", 30L),
            Map.entry("hkd", 400L),
            Map.entry("huf", 17500L),
            Map.entry("inr", 50L),
            Map.entry("jpy", 50L),
            Map.entry("mxn", 1000L),
            Map.entry("myr", 200L),
            Map.entry("nok", 300L),
            Map.entry("nzd", 50L),
            Map.entry("pln", 200L),
            Map.entry("ron", 200L),
            Map.entry("sek", 300L),
            Map.entry("sgd", 50L),
            Map.entry("thb", 1000L));

    private Minimums() {}

    static void check(long amount, String currency) {
        if (!currency.matches("[a-z]{3}")) {
            throw ApiRefusal.invalid(null, "currency", "Expected a currency of three letters, but it is " + currency);
        }
        if (amount < LEAST.getOrDefault(currency, USUAL)) {
            throw ApiRefusal.invalid(
                    "amount_too_small",
                    "amount",
                    "Expected at least " + LEAST.getOrDefault(currency, USUAL) + " " + currency + ", but it is "
                            + amount);
        }
        if (amount > MOST) {
            throw ApiRefusal.invalid(
                    "amount_too_large",
                    "amount",
                    "Expected at most " + MOST + " " + currency + ", but it is " + amount);
        }
    }
}
