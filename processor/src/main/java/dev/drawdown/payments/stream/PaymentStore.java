package dev.drawdown.payments.stream;

import dev.drawdown.payments.PaymentState;
import dev.drawdown.store.Section;
import dev.drawdown.store.StateTable;
import dev.drawdown.store.TimeIndex;
import dev.drawdown.wire.StateReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a task remembers of payment requests, and when to go on with which. */
final class PaymentStore {
    private static final byte STATES = 1;
    private static final byte UNASSIGNED = 2;
    private static final byte WAKING = Section.ORDERED_FROM;

    private final StateTable states;
    private final TimeIndex waking;
    private final StateTable unassigned;

    PaymentStore(StateTable table) {
        states = new Section(table, STATES);
        waking = new TimeIndex(new Section(table, WAKING));
        unassigned = new Section(table, UNASSIGNED);
    }

    @Nullable
    PaymentState get(String requestId) {
        byte[] stored = states.get(utf8(requestId));
        return stored == null ? null : PaymentStateCodec.decode(stored);
    }

    void put(@Nullable PaymentState before, PaymentState after) {
        byte[] key = utf8(after.order().requestId());
        if (!after.equals(before)) {
            states.put(key, PaymentStateCodec.encode(after));
            waking.move(key, before == null ? TimeIndex.NEVER : millis(before.wakeAt()), millis(after.wakeAt()));
        }
    }

    /** Keeps a request that cannot be assigned to a payment method, to look again at an instant. */
    void keepUnassigned(String requestId, byte[] request, long lookAtMillis) {
        byte[] key = utf8(requestId);
        byte[] before = unassigned.get(key);
        unassigned.put(
                key,
                ByteBuffer.allocate(Long.BYTES + request.length)
                        .putLong(lookAtMillis)
                        .put(request)
                        .array());
        waking.move(key, before == null ? TimeIndex.NEVER : StateReader.fixedAt(before, 0), lookAtMillis);
    }

    /** Returns a request that was kept and whose instant has come, and forgets it; null if there is none. */
    byte @Nullable [] takeUnassigned(String requestId, long nowMillis) {
        byte[] key = utf8(requestId);
        byte[] kept = unassigned.get(key);
        if (kept == null || StateReader.fixedAt(kept, 0) > nowMillis) {
            return null;
        }
        unassigned.delete(key);
        waking.move(key, StateReader.fixedAt(kept, 0), TimeIndex.NEVER);
        return Arrays.copyOfRange(kept, Long.BYTES, kept.length);
    }

    /** Returns the request whose instant has come first; null if there is none. */
    @Nullable
    String due(long nowMillis) {
        TimeIndex.Entry first = waking.first(nowMillis);
        return first == null ? null : first.name();
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? TimeIndex.NEVER : instant.toEpochMilli();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
