package dev.drawdown.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names by an instant at which each wants to be looked at; only the head is ever read, whatever their number. */
public final class TimeIndex {
    /** An instant that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final byte[] NOTHING = {};

    private final StateTable store;

    /** Nothing stands before this instant. It saves looking, and stepping over the traces of what was deleted at the head. */
    private long emptyBeforeMillis;

    public TimeIndex(StateTable store) {
        this.store = store;
    }

    /** Moves a name from one instant to another; {@link #NEVER} is not kept. */
    public void move(byte[] name, long fromMillis, long toMillis) {
        if (fromMillis == toMillis) {
            return;
        }
        if (fromMillis != NEVER) {
            store.delete(key(fromMillis, name));
        }
        if (toMillis != NEVER) {
            store.put(key(toMillis, name), NOTHING);
            emptyBeforeMillis = Math.min(emptyBeforeMillis, toMillis);
        }
    }

    /** Returns the name at the earliest instant, if that is not after the horizon. */
    public @Nullable String first(long horizonMillis) {
        if (horizonMillis < emptyBeforeMillis) {
            return null;
        }
        // Without an upper bound, so that what is found past the horizon says how long there is nothing to do.
        try (StateTable.Entries entries = store.range(key(emptyBeforeMillis, NOTHING), key(NEVER, NOTHING))) {
            if (!entries.next()) {
                emptyBeforeMillis = NEVER;
                return null;
            }
            byte[] key = entries.key();
            emptyBeforeMillis = ByteBuffer.wrap(key).getLong();
            return emptyBeforeMillis > horizonMillis
                    ? null
                    : new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8);
        }
    }

    private static byte[] key(long millis, byte[] name) {
        return ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(Math.max(0, millis))
                .put(name)
                .array();
    }
}
