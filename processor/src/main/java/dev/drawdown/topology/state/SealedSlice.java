package dev.drawdown.topology.state;

import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Policy;

/**
 * A stretch of time whose memos have left the wallet's record, all of one life.
 *
 * @param untilMillis when it ended, or will; it names the slice
 * @param blocks how many times memos were sealed into it, which says what runs exist
 * @param topTier up to which runs are merged
 */
record SealedSlice(Life life, long untilMillis, int blocks, int topTier) {
    /** What is forgotten together. */
    enum Life {
        IDS((byte) 0),
        RECEIPTS((byte) 1),
        PAYMENTS((byte) 2);

        private final byte code;

        Life(byte code) {
            this.code = code;
        }

        /** What stands for it in keys. */
        byte code() {
            return code;
        }

        static Life of(Memo.Kind kind) {
            return switch (kind) {
                case INPUT, ENDED_HOLD -> IDS;
                case RECEIPT, AMENDMENT -> RECEIPTS;
                case PAYMENT -> PAYMENTS;
            };
        }

        long keepMillis(Policy policy) {
            return switch (this) {
                case IDS -> Math.max(Memo.Kind.INPUT.keepMillis(policy), Memo.Kind.ENDED_HOLD.keepMillis(policy));
                case RECEIPTS -> Memo.Kind.RECEIPT.keepMillis(policy);
                case PAYMENTS -> Memo.Kind.PAYMENT.keepMillis(policy);
            };
        }
    }

    /** The instant from which on none of its memos need be remembered. */
    long forgottenAtMillis(Policy policy) {
        return untilMillis + life.keepMillis(policy);
    }
}
