package dev.drawdown.topology.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The filters used last, up to a number of bytes. It never holds what the store does not: a task begins with an empty one. */
final class FilterCache {
    private static final int MAX_BYTES = 8 << 20;

    private final LinkedHashMap<Bytes, byte[]> filters = new LinkedHashMap<>(64, 0.75f, true);
    private int bytes;

    byte @Nullable [] get(Bytes key) {
        return filters.get(key);
    }

    void put(Bytes key, byte[] filter) {
        filters.put(key, filter);
        bytes += filter.length;
        Iterator<Map.Entry<Bytes, byte[]>> eldest = filters.entrySet().iterator();
        while (bytes > MAX_BYTES) {
            bytes -= eldest.next().getValue().length;
            eldest.remove();
        }
    }

    void remove(Bytes key) {
        byte[] filter = filters.remove(key);
        if (filter != null) {
            bytes -= filter.length;
        }
    }
}
