package dev.drawdown.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the committed records used last, in front of the disk: a bounded table in a few large arrays.
 *
 * <p>A million wallets as objects would keep the garbage collector busy with what hardly ever dies. Here they are bytes in
 * segments, found through one open-addressed index of positions, and a record that has not outgrown its place is
 * overwritten where it lies. When all segments are full the oldest is gone through: what was read or written since it was
 * last gone through moves together at its beginning, the rest is dropped. So cold wallets leave, and hot ones stay.
 *
 * <p>The only class of this package that is mutable at its heart for speed's sake; what it holds can always be read from the
 * disk instead.
 */
final class HotRecords {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long SEED = new SecureRandom().nextLong();
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    // An entry: hash, length of the key, length of the value, room for the value, whether it was touched; key; value.
    private static final int HASH = 0;
    private static final int KEY_LENGTH = 4;
    private static final int VALUE_LENGTH = 8;
    private static final int ROOM = 12;
    private static final int TOUCHED = 16;
    private static final int HEADER = 20;

    /** Positions count words of four bytes, so that an int reaches far. */
    private static final int WORD_BITS = 2;

    /** A wallet's record grows by an id with each event, and shrinks again when ids are sealed. */
    private static final int SLACK = 192;

    private static final int FIRST_SLOTS = 1 << 10;
    /** No more than this of a segment survives, or making room would hardly make any. */
    private static final double SURVIVING_SHARE = 0.75;

    private final Hash hash;
    private final int segmentBytes;
    private final int segmentShift;
    private final int maxSegments;
    private final List<byte[]> segments = new ArrayList<>();
    private int current;
    private int end;
    /** Position + 1 of the entry, in words; 0 where there is none. */
    private int[] slots = new int[FIRST_SLOTS];

    private int count;

    /**
     * Begins empty; memory is taken as it is needed.
     *
     * @param maxBytes the memory for records; the index comes on top
     * @param segmentBytes a power of two
     */
    HotRecords(long maxBytes, int segmentBytes) {
        this(maxBytes, segmentBytes, HotRecords::hash);
    }

    HotRecords(long maxBytes, int segmentBytes, Hash hash) {
        this.hash = hash;
        if (Integer.bitCount(segmentBytes) != 1
                || maxBytes < segmentBytes
                || maxBytes >> WORD_BITS >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Expected room for a segment of " + segmentBytes + " and less than 8 GiB, but it is " + maxBytes);
        }
        this.segmentBytes = segmentBytes;
        this.segmentShift = Integer.numberOfTrailingZeros(segmentBytes) - WORD_BITS;
        this.maxSegments = (int) (maxBytes / segmentBytes);
    }

    /** Where a key's search begins. */
    interface Hash {
        int of(byte[] key);
    }

    int size() {
        return count;
    }

    byte @Nullable [] get(byte[] key) {
        int slot = slotOf(key, hash.of(key));
        if (slots[slot] == 0) {
            return null;
        }
        byte[] segment = segmentAt(slot);
        int at = offsetAt(slot);
        segment[at + TOUCHED] = 1;
        int value = at + HEADER + number(segment, at + KEY_LENGTH);
        return Arrays.copyOfRange(segment, value, value + number(segment, at + VALUE_LENGTH));
    }

    void put(byte[] key, byte[] value) {
        int keysHash = hash.of(key);
        int slot = slotOf(key, keysHash);
        if (slots[slot] == 0) {
            append(key, keysHash, value);
        } else {
            replace(slot, key, keysHash, value);
        }
    }

    /** Puts a record's new value where the old one is held. */
    void renew(byte[] key, byte[] value) {
        int keysHash = hash.of(key);
        int slot = slotOf(key, keysHash);
        if (slots[slot] != 0) {
            replace(slot, key, keysHash, value);
        }
    }

    private void replace(int slot, byte[] key, int keysHash, byte[] value) {
        byte[] segment = segmentAt(slot);
        int at = offsetAt(slot);
        if (value.length <= number(segment, at + ROOM)) {
            segment[at + TOUCHED] = 1;
            INT.set(segment, at + VALUE_LENGTH, value.length);
            System.arraycopy(value, 0, segment, at + HEADER + key.length, value.length);
        } else {
            removeAt(slot);
            append(key, keysHash, value);
        }
    }

    void remove(byte[] key) {
        int slot = slotOf(key, hash.of(key));
        if (slots[slot] != 0) {
            removeAt(slot);
        }
    }

    void clear() {
        segments.clear();
        current = 0;
        end = 0;
        slots = new int[FIRST_SLOTS];
        count = 0;
    }

    private void append(byte[] key, int hash, byte[] value) {
        int room = value.length + SLACK;
        int size = (HEADER + key.length + room + (1 << WORD_BITS) - 1) >> WORD_BITS << WORD_BITS;
        if (size > segmentBytes / 4) {
            return;
        }
        makeRoom(size);
        byte[] segment = segments.get(current);
        INT.set(segment, end + HASH, hash);
        INT.set(segment, end + KEY_LENGTH, key.length);
        INT.set(segment, end + VALUE_LENGTH, value.length);
        INT.set(segment, end + ROOM, size - HEADER - key.length);
        INT.set(segment, end + TOUCHED, 0);
        System.arraycopy(key, 0, segment, end + HEADER, key.length);
        System.arraycopy(value, 0, segment, end + HEADER + key.length, value.length);
        if (2 * (count + 1) > slots.length) {
            grow();
        }
        slots[slotOf(key, hash)] = position(current, end);
        count++;
        end += size;
    }

    private void makeRoom(int size) {
        while (segments.isEmpty() || end + size > segmentBytes) {
            if (!segments.isEmpty()) {
                close(segments.get(current));
                current = (current + 1) % maxSegments;
            }
            if (current == segments.size()) {
                segments.add(new byte[segmentBytes]);
                end = 0;
            } else {
                end = dropWhatIsCold(segments.get(current));
            }
        }
    }

    /** Marks where a segment's entries end. */
    private void close(byte[] segment) {
        if (end + HEADER <= segmentBytes) {
            INT.set(segment, end + KEY_LENGTH, -1);
        }
    }

    private int dropWhatIsCold(byte[] segment) {
        int kept = 0;
        int limit = (int) (segmentBytes * SURVIVING_SHARE);
        for (int at = 0; at + HEADER <= segmentBytes && number(segment, at + KEY_LENGTH) >= 0; ) {
            int size = HEADER + number(segment, at + KEY_LENGTH) + number(segment, at + ROOM);
            int slot = slotOfPosition(number(segment, at + HASH), position(current, at));
            if (slot >= 0) {
                if (segment[at + TOUCHED] != 0 && kept + size <= limit) {
                    segment[at + TOUCHED] = 0;
                    System.arraycopy(segment, at, segment, kept, size);
                    slots[slot] = position(current, kept);
                    kept += size;
                } else {
                    removeAt(slot);
                }
            }
            at += size;
        }
        return kept;
    }

    /** The slot that holds a key, or the empty one where it would be put. */
    private int slotOf(byte[] key, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0 && !holds(slot, key, hash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean holds(int slot, byte[] key, int hash) {
        byte[] segment = segmentAt(slot);
        int at = offsetAt(slot);
        return number(segment, at + HASH) == hash
                && number(segment, at + KEY_LENGTH) == key.length
                && Arrays.equals(segment, at + HEADER, at + HEADER + key.length, key, 0, key.length);
    }

    /** The slot that points to a position, or -1 where what lies there has been replaced. */
    private int slotOfPosition(int hash, int position) {
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            if (slots[slot] == position) {
                return slot;
            }
        }
        return -1;
    }

    /** Entries behind a freed slot move up, or a search would end at the gap before it reached them. */
    private void removeAt(int freed) {
        int mask = slots.length - 1;
        int gap = freed;
        for (int slot = (gap + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int home = number(segmentAt(slot), offsetAt(slot) + HASH) & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = 0;
        count--;
    }

    private void grow() {
        int[] before = slots;
        slots = new int[2 * before.length];
        int mask = slots.length - 1;
        for (int position : before) {
            if (position != 0) {
                int slot = hashAt(position) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = position;
            }
        }
    }

    private int hashAt(int position) {
        return number(segments.get((position - 1) >>> segmentShift), offsetOf(position) + HASH);
    }

    private byte[] segmentAt(int slot) {
        return segments.get((slots[slot] - 1) >>> segmentShift);
    }

    private int offsetAt(int slot) {
        return offsetOf(slots[slot]);
    }

    private int offsetOf(int position) {
        return ((position - 1) << WORD_BITS) & (segmentBytes - 1);
    }

    private int position(int segment, int offset) {
        return (segment << segmentShift) + (offset >> WORD_BITS) + 1;
    }

    private static int number(byte[] segment, int at) {
        return (int) INT.get(segment, at);
    }

    /** Of its own in every process, or whoever chooses the wallets' ids could have them all meet in one place. */
    private static int hash(byte[] key) {
        long hash = SEED ^ key.length;
        int at = 0;
        for (; at + Long.BYTES <= key.length; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(key, at));
        }
        long rest = 0;
        for (; at < key.length; at++) {
            rest = rest << Byte.SIZE | (key[at] & 0xff);
        }
        return (int) mix(hash ^ rest);
    }

    private static long mix(long value) {
        return Math.multiplyHigh(value, MIXER) ^ (value * MIXER);
    }
}
