package dev.drawdown.loadtest.traffic;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Something sent that a later input refers to: a lead to return, a hold to end.
 *
 * @param amountMicros what it cost or pinned
 */
record Pending(int wallet, String id, long amountMicros) {

    /** The last few of them, from which one is drawn; when there are too many, the oldest is forgotten. */
    static final class Pool {
        private final @Nullable Pending[] slots;
        private int filled;
        private int next;

        Pool(int size) {
            slots = new Pending[size];
        }

        void add(Pending pending) {
            if (filled < slots.length) {
                slots[filled++] = pending;
            } else {
                slots[next] = pending;
                next = (next + 1) % slots.length;
            }
        }

        /** Takes any one out, or returns null if there is none. */
        @Nullable
        Pending draw(SplittableRandom random) {
            if (filled == 0) {
                return null;
            }
            int at = random.nextInt(filled);
            Pending drawn = slots[at];
            filled--;
            slots[at] = slots[filled];
            slots[filled] = null;
            next = 0;
            return drawn;
        }
    }
}
