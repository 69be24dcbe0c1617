package dev.drawdown.engine;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A memory that forgets each memo at the very instant from which it may be forgotten. */
final class RememberingMemory implements Memory {
    private final Policy policy;
    private final Map<Memo.Kind, Map<Fingerprint, Memo>> memos = new EnumMap<>(Memo.Kind.class);

    RememberingMemory(Policy policy) {
        this.policy = policy;
    }

    @Override
    public @Nullable Memo recall(Memo.Kind kind, Fingerprint fingerprint) {
        return ofKind(kind).get(fingerprint);
    }

    void remember(List<Memo> news) {
        for (Memo memo : news) {
            ofKind(memo.kind()).put(memo.fingerprint(), memo);
        }
    }

    void forgetWhatMayGo(long nowMillis) {
        for (Memo.Kind kind : Memo.Kind.values()) {
            ofKind(kind).values().removeIf(memo -> memo.atMillis() + kind.keepMillis(policy) < nowMillis);
        }
    }

    private Map<Fingerprint, Memo> ofKind(Memo.Kind kind) {
        return memos.computeIfAbsent(kind, _ -> new HashMap<>());
    }
}
