package dev.drawdown.views;

import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;

/**
 * An alert, a payment request or an outcome as it lies on a shelf.
 *
 * @param bytes the record as the topic has it
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
record StoredSignal(long atMillis, String causedBy, byte[] bytes) {
    private static final byte VERSION = 1;

    byte[] toBytes(StateWriter out) {
        return out.clear()
                .writeByte(VERSION)
                .writeNumber(atMillis)
                .writeText(causedBy)
                .writeRaw(bytes, 0, bytes.length)
                .toBytes();
    }

    static StoredSignal of(byte[] stored) {
        StateReader in = new StateReader(stored);
        Stored.expectVersion(in, VERSION);
        return new StoredSignal(in.readNumber(), in.readText(), in.readRaw(in.remaining()));
    }
}
