package dev.drawdown.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names by an instant at which each wants to be looked at; only the head is ever read, whatever their number. */
public final class TimeIndex {
    /** An instant that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final byte[] NOTHING = {};
    private static final byte[] LAST = key(NEVER, NOTHING);

    private final StateTable store;

    /**
     * Nothing stands before this key. It saves looking, and stepping over the traces of what was deleted at the head: of a
     * million names at one instant, the last would else be behind a million traces.
     */
    private byte[] emptyBefore = NOTHING;

    public TimeIndex(StateTable store) {
        this.store = store;
    }

    /** A name, and the instant under which it stands. */
    public record Entry(String name, long millis) {}

    /** Moves a name from one instant to another; {@link #NEVER} is not kept. */
    public void move(byte[] name, long fromMillis, long toMillis) {
        if (fromMillis == toMillis) {
            return;
        }
        if (fromMillis != NEVER) {
            store.delete(key(fromMillis, name));
        }
        if (toMillis != NEVER) {
            byte[] key = key(toMillis, name);
            store.put(key, NOTHING);
            if (Arrays.compareUnsigned(key, emptyBefore) < 0) {
                emptyBefore = key;
            }
        }
    }

    /** Returns the name at the earliest instant, if that is not after the horizon. */
    public @Nullable Entry first(long horizonMillis) {
        if (emptyBefore.length > 0 && millisOf(emptyBefore) > horizonMillis) {
            return null;
        }
        // Without an upper bound, so that what is found past the horizon says how long there is nothing to do.
        try (StateTable.Entries entries = store.range(emptyBefore, LAST)) {
            emptyBefore = entries.next() ? entries.key() : LAST;
        }
        long millis = millisOf(emptyBefore);
        return millis > horizonMillis ? null : new Entry(nameOf(emptyBefore), millis);
    }

    private static byte[] key(long millis, byte[] name) {
        return ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(Math.max(0, millis))
                .put(name)
                .array();
    }

    private static long millisOf(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    private static String nameOf(byte[] key) {
        return new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8);
    }
}
