package dev.drawdown.wire;

import dev.drawdown.schemas.serde.Varint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote; whatever does not fit its bounds is a {@link CorruptStateException}. */
public final class StateReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    public StateReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public StateReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        position = from;
        end = to;
    }

    public int position() {
        return position;
    }

    /** All bytes, those before and behind what it reads too: to look at, not to change. */
    public byte[] bytes() {
        return bytes;
    }

    public int remaining() {
        return end - position;
    }

    public byte readByte() {
        need(1);
        return bytes[position++];
    }

    public boolean readBoolean() {
        byte value = readByte();
        if (value != 0 && value != 1) {
            throw new CorruptStateException("Expected 0 or 1 at byte " + (position - 1) + ", but found " + value);
        }
        return value == 1;
    }

    /** A count that fits an {@code int}: of elements or bytes, so it cannot be more than the bytes that follow. */
    public int readSize() {
        long value = readUnsigned();
        if (value < 0 || value > remaining()) {
            throw new CorruptStateException("Expected at most " + remaining() + " more at byte " + position + ", but "
                    + value + " are announced");
        }
        return (int) value;
    }

    public long readCount() {
        long value = readUnsigned();
        if (value < 0) {
            throw new CorruptStateException("Expected a count before byte " + position + ", but found " + value);
        }
        return value;
    }

    public long readNumber() {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    public int readInt() {
        long value = readNumber();
        if (value != (int) value) {
            throw new CorruptStateException("Expected 32 bits before byte " + position + ", but found " + value);
        }
        return (int) value;
    }

    public @Nullable Long readNumberOrNull() {
        return readBoolean() ? readNumber() : null;
    }

    public long readInstant() {
        long value = readNumber();
        return value == -1 ? Long.MAX_VALUE : value;
    }

    public long readFixed() {
        need(Long.BYTES);
        long value = fixedAt(bytes, position);
        position += Long.BYTES;
        return value;
    }

    public String readText() {
        int length = readSize();
        String value = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    public @Nullable String readTextOrNull() {
        return readBoolean() ? readText() : null;
    }

    public byte[] readBlock() {
        return readRaw(readSize());
    }

    public byte[] readRaw(int length) {
        need(length);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    public void skip(int length) {
        need(length);
        position += length;
    }

    /** One of an enum's constants, stored by its place among them. */
    public <E> E readOneOf(E[] values) {
        int ordinal = readByte();
        if (ordinal < 0 || ordinal >= values.length) {
            throw new CorruptStateException("Expected one of " + Arrays.toString(values) + " before byte " + position
                    + ", but found " + ordinal);
        }
        return values[ordinal];
    }

    /** Says that all has been read. */
    public void expectEnd() {
        if (position != end) {
            throw new CorruptStateException(
                    "Expected the end at byte " + position + ", but " + remaining() + " follow");
        }
    }

    /** The eight bytes of a number that {@link StateWriter#writeFixed} wrote. */
    public static long fixedAt(byte[] bytes, int offset) {
        return (long) StateWriter.FIXED.get(bytes, offset);
    }

    private long readUnsigned() {
        int at = position;
        int length = end - at < Long.BYTES ? 0 : Varint.lengthAt(bytes, at);
        if (length == 0) {
            return readUnsignedByBytes();
        }
        position = at + length;
        return Varint.read(bytes, at, length);
    }

    /** Near the end, and where a number is longer than a word. */
    private long readUnsignedByBytes() {
        long value = 0;
        int at = position;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                position = at;
                return value;
            }
        }
        position = at;
        throw new CorruptStateException("Expected a number to end within ten bytes, and before byte " + position);
    }

    private void need(int length) {
        if (length < 0 || length > remaining()) {
            throw new CorruptStateException(
                    "Expected " + length + " bytes at byte " + position + ", but only " + remaining() + " are left");
        }
    }
}
