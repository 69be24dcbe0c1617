package dev.drawdown.topology.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The filters written or used last, up to a number of bytes. It never holds what the store does not: a task begins with an
 * empty one.
 */
final class FilterCache {
    /** Of all tasks together, if one instance has all of them. */
    static final int ALL_BYTES = 64 << 20;

    /** What an entry takes beside its own bytes: its node, two arrays' headers, the key's object. */
    private static final int OVERHEAD_BYTES = 150;

    private final LinkedHashMap<Bytes, byte[]> filters = new LinkedHashMap<>(64, 0.75f, true);
    private final int maxBytes;
    private int bytes;

    FilterCache(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    byte @Nullable [] get(Bytes key) {
        return filters.get(key);
    }

    void put(Bytes key, byte[] filter) {
        remove(key);
        filters.put(key, filter);
        bytes += size(key, filter);
        Iterator<Map.Entry<Bytes, byte[]>> eldest = filters.entrySet().iterator();
        while (bytes > maxBytes) {
            Map.Entry<Bytes, byte[]> oldest = eldest.next();
            bytes -= size(oldest.getKey(), oldest.getValue());
            eldest.remove();
        }
    }

    void remove(Bytes key) {
        byte[] filter = filters.remove(key);
        if (filter != null) {
            bytes -= size(key, filter);
        }
    }

    private static int size(Bytes key, byte[] filter) {
        return key.get().length + filter.length + OVERHEAD_BYTES;
    }
}
