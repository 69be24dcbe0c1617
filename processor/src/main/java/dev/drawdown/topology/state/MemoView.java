package dev.drawdown.topology.state;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Memo;
import dev.drawdown.wire.StateReader;
import org.jspecify.annotations.Nullable;

/** A cursor over memos that stand one behind the other, oldest first; it makes no object for those it passes. */
final class MemoView {
    private final byte[] bytes;
    private final StateReader in;
    private int start;
    private int end;
    private Memo.Kind kind = Memo.Kind.INPUT;
    private long high;
    private long low;
    private long atMillis;
    private int payloadFrom;

    MemoView(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    MemoView(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        in = new StateReader(bytes, from, to);
    }

    /** The newest memo of that kind and fingerprint that was written at or after an instant. */
    static @Nullable Memo newest(
            byte[] bytes, int from, int to, Memo.Kind kind, Fingerprint fingerprint, long notBeforeMillis) {
        MemoView view = new MemoView(bytes, from, to);
        MemoView found = null;
        while (view.next()) {
            if (view.high == fingerprint.high() && view.low == fingerprint.low() && view.kind == kind) {
                found = view.copy();
            }
        }
        return found == null || found.atMillis < notBeforeMillis ? null : MemoCodec.read(bytes, found);
    }

    boolean next() {
        if (in.remaining() == 0) {
            return false;
        }
        start = in.position();
        int length = in.readSize();
        end = in.position() + length;
        kind = MemoCodec.kindOf(in);
        high = in.readFixed();
        low = in.readFixed();
        atMillis = in.readNumber();
        payloadFrom = in.position();
        in.skip(end - payloadFrom);
        return true;
    }

    /** Where its bytes begin, the length in front of them included. */
    int start() {
        return start;
    }

    int end() {
        return end;
    }

    Memo.Kind kind() {
        return kind;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    long atMillis() {
        return atMillis;
    }

    int payloadFrom() {
        return payloadFrom;
    }

    private MemoView copy() {
        MemoView copy = new MemoView(bytes);
        copy.start = start;
        copy.end = end;
        copy.kind = kind;
        copy.high = high;
        copy.low = low;
        copy.atMillis = atMillis;
        copy.payloadFrom = payloadFrom;
        return copy;
    }
}
