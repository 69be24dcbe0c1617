package dev.drawdown.views;

import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What was charged for, and what of it was taken back.
 *
 * @param count charges, whatever number of tranches paid each
 * @param returned charges that were undone
 * @param quantity units used
 * @param chargedMicros paid out of credit or owed
 * @param returnedMicros given back
 */
public record UsageTotals(long count, long returned, BigDecimal quantity, long chargedMicros, long returnedMicros) {
    public static final UsageTotals NONE = new UsageTotals(0, 0, BigDecimal.ZERO, 0, 0);

    private static final byte VERSION = 1;
    private static final int QUANTITY_SCALE = 18;

    /** What was spent in the end. */
    public long spentMicros() {
        return chargedMicros - returnedMicros;
    }

    /** Both together. */
    public UsageTotals plus(UsageTotals other) {
        return new UsageTotals(
                count + other.count,
                returned + other.returned,
                quantity.add(other.quantity),
                chargedMicros + other.chargedMicros,
                returnedMicros + other.returnedMicros);
    }

    byte[] toBytes(StateWriter out) {
        return out.clear()
                .writeByte(VERSION)
                .writeCount(count)
                .writeCount(returned)
                .writeBlock(quantity.setScale(QUANTITY_SCALE).unscaledValue().toByteArray())
                .writeNumber(chargedMicros)
                .writeNumber(returnedMicros)
                .toBytes();
    }

    static UsageTotals of(byte[] stored) {
        StateReader in = new StateReader(stored);
        Stored.expectVersion(in, VERSION);
        UsageTotals totals = new UsageTotals(
                in.readCount(),
                in.readCount(),
                new BigDecimal(new BigInteger(in.readBlock()), QUANTITY_SCALE),
                in.readNumber(),
                in.readNumber());
        in.expectEnd();
        return totals;
    }
}
