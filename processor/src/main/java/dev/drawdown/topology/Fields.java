package dev.drawdown.topology;

import dev.drawdown.engine.Outcome;
import dev.drawdown.wire.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Single fields of wire records as the engine wants them, or why not. */
final class Fields {
    private static final int MAX_ID_LENGTH = 512;

    private Fields() {}

    static long micros(String field, BigDecimal amount) throws UnacceptableException {
        if (!Money.fits(amount)) {
            throw outOfRange(field, "decimal(18,6)", amount);
        }
        return Money.micros(amount);
    }

    /** A quantity that can be written into the ledger again; decoding holds nobody to the precision of the schema. */
    static BigDecimal quantity(String field, BigDecimal quantity) throws UnacceptableException {
        if (!Money.fitsRate(quantity)) {
            throw outOfRange(field, "decimal(38,18)", quantity);
        }
        return quantity;
    }

    static @Nullable Long microsOrNull(String field, @Nullable BigDecimal amount) throws UnacceptableException {
        return amount == null ? null : (Long) micros(field, amount);
    }

    static @Nullable Long millisOrNull(@Nullable Instant instant) {
        return instant == null ? null : (Long) instant.toEpochMilli();
    }

    static <E extends Enum<E>> E oneOf(Outcome refusal, String field, String name, E[] allowed)
            throws UnacceptableException {
        for (E constant : allowed) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new UnacceptableException(
                refusal,
                "Expected " + field + " to be one of " + Arrays.toString(allowed) + ", but it is " + shown(name));
    }

    /** Refuses an id that names nothing, or is too long to be kept. */
    static void requireId(String field, String id) throws UnacceptableException {
        if (id.isBlank() || id.length() > MAX_ID_LENGTH) {
            throw new UnacceptableException(
                    Outcome.MALFORMED,
                    "Expected " + field + " to have 1 to " + MAX_ID_LENGTH + " characters, but it is " + shown(id));
        }
    }

    private static UnacceptableException outOfRange(String field, String type, BigDecimal value) {
        return new UnacceptableException(
                Outcome.AMOUNT_OUT_OF_RANGE,
                "Expected " + field + " to fit " + type + ", but it does not: " + shown(value));
    }

    private static String shown(String value) {
        return value.length() <= 60 ? "'" + value + "'" : "'" + value.substring(0, 60) + "…'";
    }

    private static String shown(BigDecimal amount) {
        // Not toString(): a hostile scale would spell out as many digits.
        return String.format(Locale.ROOT, "%d digits at scale %d", amount.precision(), amount.scale());
    }
}
