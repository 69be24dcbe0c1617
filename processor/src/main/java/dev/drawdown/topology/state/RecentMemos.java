package dev.drawdown.topology.state;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Memo;
import dev.drawdown.wire.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The memos in a wallet's own record, one behind the other, oldest first. They are looked at where they were read, and only
 * copied, into an array with room for more, when one is added: a debit adds one, and there may be scores.
 */
final class RecentMemos {
    private static final int ROOM = 128;

    private byte[] bytes;
    private int from;
    private int to;
    private int count;
    private boolean own;

    /** The memos that lie between two places of a record, which is not written to. */
    RecentMemos(byte[] record, int from, int to, int count) {
        this.bytes = record;
        this.from = from;
        this.to = to;
        this.count = count;
    }

    static RecentMemos none() {
        return new RecentMemos(new byte[0], 0, 0, 0);
    }

    int count() {
        return count;
    }

    int length() {
        return to - from;
    }

    /** A copy of them. */
    byte[] toBytes() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    void writeTo(StateWriter out) {
        out.writeCount(count).writeCount(length()).writeRaw(bytes, from, length());
    }

    @Nullable
    Memo newest(Memo.Kind kind, Fingerprint fingerprint, long notBeforeMillis) {
        return MemoView.newest(bytes, from, to, kind, fingerprint, notBeforeMillis);
    }

    void add(Memo memo, MemoCodec codec) {
        byte[] entry = codec.encode(memo);
        if (!own || to + entry.length > bytes.length) {
            byte[] roomier = new byte[length() + Math.max(length() / 2, entry.length + ROOM)];
            System.arraycopy(bytes, from, roomier, 0, length());
            to = length();
            from = 0;
            bytes = roomier;
            own = true;
        }
        System.arraycopy(entry, 0, bytes, to, entry.length);
        to += entry.length;
        count++;
    }

    void clear() {
        to = from;
        count = 0;
    }
}
