package dev.drawdown.topology.state;

import dev.drawdown.engine.Decision;
import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Memory;
import dev.drawdown.engine.Wallet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wallet between its reading and its saving, with what is remembered of it; decisions are taken over one by one. */
public final class WalletInHand {
    private final WalletStore store;
    private final String walletId;
    private final byte[] key;
    private @Nullable Wallet wallet;
    private byte[] chainHead;
    private final RecentMemos recent;
    private List<SealedSlice> slices;
    private boolean changed;
    private boolean unwritten;
    private long storedDueMillis = Wallet.NEVER;
    private long storedForgetMillis = Wallet.NEVER;
    private long savedMillis;

    WalletInHand(WalletStore store, String walletId, byte[] key) {
        this(store, walletId, key, null, new byte[WalletStore.CHAIN_HEAD_BYTES], RecentMemos.none(), List.of());
    }

    WalletInHand(
            WalletStore store,
            String walletId,
            byte[] key,
            @Nullable Wallet wallet,
            byte[] chainHead,
            RecentMemos recent,
            List<SealedSlice> slices) {
        this.store = store;
        this.walletId = walletId;
        this.key = key;
        this.wallet = wallet;
        this.chainHead = chainHead;
        this.recent = recent;
        this.slices = slices;
    }

    public String walletId() {
        return walletId;
    }

    public @Nullable Wallet wallet() {
        return wallet;
    }

    /** The hash of the wallet's last ledger entry; zeros where it has none. */
    public byte[] chainHead() {
        return chainHead;
    }

    /** Whether a decision has been taken over since the wallet was read. */
    public boolean isChanged() {
        return changed;
    }

    /**
     * What is remembered at an instant. What has outlived its kind's time counts as forgotten, whether or not it has been
     * deleted yet, so that the same input is answered the same way whenever the deletion comes.
     */
    public Memory memoryAt(long nowMillis) {
        return (kind, fingerprint) -> recall(kind, fingerprint, nowMillis);
    }

    /** Takes a decision over: the next wallet, the head of the chain behind its entries, and what is to be remembered. */
    public void take(Decision decision, byte[] nextChainHead) {
        wallet = decision.wallet();
        chainHead = nextChainHead;
        changed = true;
        for (Memo memo : decision.memos()) {
            recent.add(memo, store.memoCodec());
        }
    }

    byte[] key() {
        return key;
    }

    RecentMemos recent() {
        return recent;
    }

    List<SealedSlice> slices() {
        return slices;
    }

    long storedDueMillis() {
        return storedDueMillis;
    }

    long storedForgetMillis() {
        return storedForgetMillis;
    }

    /** When the input came that was saved last. */
    long savedMillis() {
        return savedMillis;
    }

    void stored(long dueMillis, long millis) {
        savedMillis = millis;
        storedDueMillis = dueMillis;
        changed = false;
    }

    /** Whether it is among those that are written just before the commit. */
    boolean isUnwritten() {
        return unwritten;
    }

    void unwritten(boolean nowUnwritten) {
        unwritten = nowUnwritten;
    }

    void storedForgetting(long forgetMillis) {
        storedForgetMillis = forgetMillis;
    }

    void sealed(List<SealedSlice> nextSlices) {
        slices = nextSlices;
        recent.clear();
    }

    void remaining(List<SealedSlice> nextSlices) {
        changed = changed || nextSlices.size() != slices.size();
        slices = nextSlices;
    }

    private @Nullable Memo recall(Memo.Kind kind, Fingerprint fingerprint, long nowMillis) {
        long notBefore = nowMillis - kind.keepMillis(store.policy());
        Memo found = recent.newest(kind, fingerprint, notBefore);
        return found != null || slices.isEmpty()
                ? found
                : store.blocks().find(key, slices, kind, fingerprint, notBefore);
    }
}
