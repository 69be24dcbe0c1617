package dev.drawdown.views;

import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;

/**
 * What the ledger gave and took, and what the wallets have, in one currency on one partition.
 *
 * <p>Ledger and balances arrive on topics of their own, one ahead of the other. So each balance is held against the ledger as
 * it stood at the very entry that the balance names; until the ledger has come that far the wallet counts with the balance
 * before, and as waiting. So the difference is zero at every moment, and none is ever excused by timing.
 *
 * @param waiting wallets whose last balance the ledger has not come to yet
 * @param breaks entries that did not follow on the one before: a gap, or another balance than that left behind
 */
public record ConservationSum(
        long wallets, long waiting, long creditMicros, long debitMicros, long balanceMicros, long breaks) {
    static final ConservationSum NONE = new ConservationSum(0, 0, 0, 0, 0, 0);

    private static final byte VERSION = 1;

    /** Zero, or something is wrong. */
    public long differenceMicros() {
        return creditMicros - debitMicros - balanceMicros;
    }

    ConservationSum plus(ConservationSum other) {
        return new ConservationSum(
                wallets + other.wallets,
                waiting + other.waiting,
                creditMicros + other.creditMicros,
                debitMicros + other.debitMicros,
                balanceMicros + other.balanceMicros,
                breaks + other.breaks);
    }

    byte[] toBytes(StateWriter out) {
        return out.clear()
                .writeByte(VERSION)
                .writeNumber(wallets)
                .writeNumber(waiting)
                .writeNumber(creditMicros)
                .writeNumber(debitMicros)
                .writeNumber(balanceMicros)
                .writeNumber(breaks)
                .toBytes();
    }

    static ConservationSum of(byte[] stored) {
        StateReader in = new StateReader(stored);
        Stored.expectVersion(in, VERSION);
        ConservationSum sum = new ConservationSum(
                in.readNumber(), in.readNumber(), in.readNumber(), in.readNumber(), in.readNumber(), in.readNumber());
        in.expectEnd();
        return sum;
    }
}
