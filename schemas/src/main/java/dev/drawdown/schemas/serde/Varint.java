package dev.drawdown.schemas.serde;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A number in as few bytes as it needs: seven bits in each, the lowest first, and the eighth says that another byte follows.
 *
 * <p>Up to eight bytes are written and read as one word. A loop that ends after another number of bytes each time is what a
 * processor guesses wrong, and a debit writes and reads hundreds of numbers.
 */
public final class Varint {
    /** What a number takes at most, and what must be free where one is written. */
    public static final int MAX_BYTES = 10;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FOLLOWED = 0x8080808080808080L;
    private static final int BITS = 7;
    private static final long LOW = 0x7F;

    private Varint() {}

    /** Writes a number, taken as unsigned, and returns the place behind it; what lies within ten bytes may be overwritten. */
    public static int write(byte[] into, int at, long value) {
        if ((value & ~LOW) == 0) {
            into[at] = (byte) value;
            return at + 1;
        }
        if (value >>> (BITS * Long.BYTES) != 0) {
            return writeLong(into, at, value);
        }
        int length = (Long.SIZE - Long.numberOfLeadingZeros(value) + BITS - 1) / BITS;
        long followed = FOLLOWED & ((1L << ((length - 1) * Byte.SIZE)) - 1);
        WORD.set(into, at, spread(value) | followed);
        return at + length;
    }

    /**
     * How many bytes the number takes that begins at a place, behind which at least a word's bytes must lie; 0 if it takes
     * more than a word.
     */
    public static int lengthAt(byte[] bytes, int at) {
        long ends = ~(long) WORD.get(bytes, at) & FOLLOWED;
        return ends == 0 ? 0 : Long.numberOfTrailingZeros(ends) / Byte.SIZE + 1;
    }

    /** Reads a number of a length that {@link #lengthAt} has told. */
    public static long read(byte[] bytes, int at, int length) {
        long word = (long) WORD.get(bytes, at) & (-1L >>> (Long.SIZE - length * Byte.SIZE));
        return gather(word & ~FOLLOWED);
    }

    private static int writeLong(byte[] into, int from, long value) {
        int at = from;
        long rest = value;
        while ((rest & ~LOW) != 0) {
            into[at++] = (byte) (rest | ~LOW);
            rest >>>= BITS;
        }
        into[at++] = (byte) rest;
        return at;
    }

    /** Moves each seven bits to a byte of their own: halves first, then quarters, then eighths. */
    private static long spread(long value) {
        long halves = ((value & 0x00FFFFFFF0000000L) << 4) | (value & 0x000000000FFFFFFFL);
        long quarters = ((halves & 0x0FFFC0000FFFC000L) << 2) | (halves & 0x00003FFF00003FFFL);
        return ((quarters & 0x3F803F803F803F80L) << 1) | (quarters & 0x007F007F007F007FL);
    }

    private static long gather(long bytes) {
        long quarters = ((bytes & 0x7F007F007F007F00L) >>> 1) | (bytes & 0x007F007F007F007FL);
        long halves = ((quarters & 0x3FFF00003FFF0000L) >>> 2) | (quarters & 0x00003FFF00003FFFL);
        return ((halves & 0x0FFFFFFF00000000L) >>> 4) | (halves & 0x000000000FFFFFFFL);
    }
}
