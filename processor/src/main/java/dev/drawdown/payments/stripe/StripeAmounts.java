package dev.drawdown.payments.stripe;

import dev.drawdown.engine.MinorUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;

/** Amounts as Stripe takes them: whole minor units, of which a currency has 0, 2 or 3 digits. */
final class StripeAmounts {
    private static final int MICRO_DIGITS = 6;
    private static final Set<String> WITHOUT_DIGITS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    private static final Set<String> WITH_THREE_DIGITS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmounts() {}

    /** Returns the least amount in minor units, in steps that Stripe takes, that is not below the given one. */
    static long ceiling(long micros, String currency) {
        long step = MinorUnits.stepMicros(currency.toUpperCase(Locale.ROOT));
        long steps = Math.floorDiv(Math.addExact(micros, step - 1), step);
        return Math.multiplyExact(steps, step / unitMicros(currency));
    }

    /** Returns an amount in minor units as micros. */
    static long toMicros(long minor, String currency) {
        return Math.multiplyExact(minor, unitMicros(currency));
    }

    /** Returns an amount as people write it. */
    static String written(long micros, String currency) {
        int digits = digits(currency.toUpperCase(Locale.ROOT));
        BigDecimal amount = BigDecimal.valueOf(micros, MICRO_DIGITS).setScale(digits, RoundingMode.CEILING);
        return amount.toPlainString() + " " + currency.toUpperCase(Locale.ROOT);
    }

    private static long unitMicros(String currency) {
        return powerOfTen(MICRO_DIGITS - digits(currency.toUpperCase(Locale.ROOT)));
    }

    private static int digits(String code) {
        return WITHOUT_DIGITS.contains(code) ? 0 : WITH_THREE_DIGITS.contains(code) ? 3 : 2;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
