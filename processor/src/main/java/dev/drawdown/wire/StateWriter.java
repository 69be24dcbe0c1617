package dev.drawdown.wire;

import dev.drawdown.schemas.serde.Varint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the compact byte form of stored state: numbers take as few bytes as they need, nothing is named.
 *
 * <p>Meant to be kept and {@link #clear cleared} between records, so that the buffer is allocated once.
 */
public final class StateWriter {
    static final VarHandle FIXED = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer;
    private int size;

    public StateWriter(int initialBytes) {
        buffer = new byte[initialBytes];
    }

    public StateWriter clear() {
        size = 0;
        return this;
    }

    public int size() {
        return size;
    }

    public StateWriter writeByte(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public StateWriter writeBoolean(boolean value) {
        return writeByte(value ? 1 : 0);
    }

    /** An enum's constant by its place, so that a new one must go behind the others. */
    @SuppressWarnings("EnumOrdinal")
    public StateWriter writeOneOf(Enum<?> value) {
        return writeByte(value.ordinal());
    }

    /** A number that is never negative; small ones take one byte. */
    public StateWriter writeCount(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("Expected a count, but it is " + value);
        }
        return writeUnsigned(value);
    }

    /** Any number; those near zero take one byte. */
    public StateWriter writeNumber(long value) {
        return writeUnsigned((value << 1) ^ (value >> 63));
    }

    /** Any number or none. */
    public StateWriter writeNumberOrNull(@Nullable Long value) {
        if (value == null) {
            return writeBoolean(false);
        }
        return writeBoolean(true).writeNumber(value);
    }

    /** An instant, of which {@link Long#MAX_VALUE}, which stands for never, takes one byte. */
    public StateWriter writeInstant(long epochMillis) {
        return writeNumber(epochMillis == Long.MAX_VALUE ? -1 : epochMillis);
    }

    /** Eight bytes, whatever the number: for hashes. */
    public StateWriter writeFixed(long value) {
        reserve(Long.BYTES);
        FIXED.set(buffer, size, value);
        size += Long.BYTES;
        return this;
    }

    public StateWriter writeText(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return writeCount(utf8.length).writeRaw(utf8, 0, utf8.length);
    }

    public StateWriter writeTextOrNull(@Nullable String value) {
        if (value == null) {
            return writeBoolean(false);
        }
        return writeBoolean(true).writeText(value);
    }

    /** Bytes with their length in front. */
    public StateWriter writeBlock(byte[] bytes) {
        return writeCount(bytes.length).writeRaw(bytes, 0, bytes.length);
    }

    /** Bytes as they are. */
    public StateWriter writeRaw(byte[] bytes, int offset, int length) {
        reserve(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    private StateWriter writeUnsigned(long value) {
        reserve(Varint.MAX_BYTES);
        size = Varint.write(buffer, size, value);
        return this;
    }

    private void reserve(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
        }
    }
}
