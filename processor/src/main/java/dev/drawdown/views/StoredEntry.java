package dev.drawdown.views;

import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;

/**
 * A ledger entry as it lies on a shelf: its own bytes, and before them what is asked of entries that are passed over.
 *
 * @param creditMicros all that the wallet was given up to this entry
 * @param debitMicros all that was taken from it
 * @param bytes the entry as the topic has it
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
record StoredEntry(
        long creditMicros, long debitMicros, long recordedAtMillis, boolean isDebit, Facet facet, byte[] bytes) {
    private static final byte VERSION = 1;

    byte[] toBytes(StateWriter out) {
        out.clear()
                .writeByte(VERSION)
                .writeNumber(creditMicros)
                .writeNumber(debitMicros)
                .writeNumber(recordedAtMillis)
                .writeBoolean(isDebit);
        facet.writeTo(out);
        return out.writeRaw(bytes, 0, bytes.length).toBytes();
    }

    static StoredEntry of(byte[] stored) {
        StateReader in = new StateReader(stored);
        Stored.expectVersion(in, VERSION);
        long credit = in.readNumber();
        long debit = in.readNumber();
        long at = in.readNumber();
        boolean isDebit = in.readBoolean();
        Facet facet = Facet.readFrom(in);
        return new StoredEntry(credit, debit, at, isDebit, facet, in.readRaw(in.remaining()));
    }
}
