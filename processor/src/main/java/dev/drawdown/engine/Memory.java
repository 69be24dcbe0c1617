package dev.drawdown.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a wallet's past beside its state: input ids, receipts of leads, ended holds.
 *
 * <p>A port: the caller keeps the memos in blocks that expire and answers from them; within one decision it does not change.
 */
@FunctionalInterface
public interface Memory {
    Memory EMPTY = (kind, fingerprint) -> null;

    /** The newest memo of that kind under that fingerprint, or null. */
    @Nullable
    Memo recall(Memo.Kind kind, Fingerprint fingerprint);
}
