package dev.drawdown.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What has changed since the last commit; the latest change of a key that is looked for, for deletions too. */
final class Overlay {
    private static final Change DELETED = new Change(null);

    /** Most keys are only looked up: those need no order, which would cost a score of comparisons each. */
    private Map<Bytes, Change> unordered = new HashMap<>();

    private final TreeMap<Bytes, Change> ordered = new TreeMap<>();

    /** Keys that nobody asks for before the commit: of them there are many, and they need not be found. */
    private final List<byte[]> unseen = new ArrayList<>();

    private final List<byte[]> unseenValues = new ArrayList<>();

    /** A key's new value, or null where it was deleted. */
    @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
    record Change(byte @Nullable [] value) {}

    @Nullable
    Change get(Bytes key) {
        return side(key).get(key);
    }

    void put(Bytes key, byte @Nullable [] value) {
        side(key).put(key, value == null ? DELETED : new Change(value));
    }

    /** Puts what is not asked for: {@link #get} and {@link #range} do not know of it. */
    void putUnseen(byte[] key, byte[] value) {
        if (Section.isOrdered(key)) {
            throw new IllegalArgumentException("Expected a key of a section that is not walked through, but it is");
        }
        unseen.add(key);
        unseenValues.add(value);
    }

    /** Changes of keys from one on up to another, in order. */
    NavigableMap<Bytes, Change> range(Bytes from, Bytes to) {
        if (!Section.isOrdered(from.get()) && !(unordered.isEmpty() && unseen.isEmpty())) {
            throw new IllegalStateException(
                    "Expected nothing uncommitted where an unordered section is walked through");
        }
        return ordered.subMap(from, true, to, false);
    }

    void forEach(Visitor visitor) {
        unordered.forEach((key, change) -> visitor.visit(key.get(), change.value));
        ordered.forEach((key, change) -> visitor.visit(key.get(), change.value));
        for (int i = 0; i < unseen.size(); i++) {
            visitor.visit(unseen.get(i), unseenValues.get(i));
        }
    }

    interface Visitor {
        void visit(byte[] key, byte @Nullable [] value);
    }

    boolean isEmpty() {
        return unordered.isEmpty() && ordered.isEmpty() && unseen.isEmpty();
    }

    int size() {
        return unordered.size() + ordered.size() + unseen.size();
    }

    /** A map that was large once stays as wide, and each commit would walk through all of it: the next one fits. */
    void clear() {
        unordered = HashMap.newHashMap(unordered.size());
        ordered.clear();
        unseen.clear();
        unseenValues.clear();
    }

    private Map<Bytes, Change> side(Bytes key) {
        return Section.isOrdered(key.get()) ? ordered : unordered;
    }
}
