package dev.drawdown.schemas.serde;

import dev.drawdown.schemas.serde.UndecodableException.Reason;
import java.io.ByteArrayOutputStream;

/** Confluent's framing of a value: a zero byte and the id of its schema, big endian, before the Avro binary. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_LENGTH = 5;

    private WireFormat() {}

    static int schemaId(byte[] bytes, int offset, int length) throws UndecodableException {
        if (length < HEADER_LENGTH) {
            throw new UndecodableException(
                    Reason.NOT_AVRO, "Expected a header of " + HEADER_LENGTH + " bytes, but the value has " + length);
        }
        if (bytes[offset] != MAGIC) {
            throw new UndecodableException(
                    Reason.NOT_AVRO, "Expected a value that begins with 0, but it begins with " + bytes[offset]);
        }
        return (bytes[offset + 1] & 0xff) << 24
                | (bytes[offset + 2] & 0xff) << 16
                | (bytes[offset + 3] & 0xff) << 8
                | (bytes[offset + 4] & 0xff);
    }

    static void writeHeader(byte[] bytes, int schemaId) {
        bytes[0] = MAGIC;
        bytes[1] = (byte) (schemaId >>> 24);
        bytes[2] = (byte) (schemaId >>> 16);
        bytes[3] = (byte) (schemaId >>> 8);
        bytes[4] = (byte) schemaId;
    }

    static void writeHeader(ByteArrayOutputStream out, int schemaId) {
        out.write(MAGIC);
        out.write(schemaId >>> 24);
        out.write(schemaId >>> 16);
        out.write(schemaId >>> 8);
        out.write(schemaId);
    }
}
