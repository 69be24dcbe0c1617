package dev.drawdown.topology.state;

import dev.drawdown.engine.Policy;
import dev.drawdown.engine.Wallet;
import dev.drawdown.store.Section;
import dev.drawdown.store.StateTable;
import dev.drawdown.store.TimeIndex;
import dev.drawdown.topology.state.SealedSlice.Life;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateReader;
import dev.drawdown.wire.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every wallet of a task, with all that is remembered of it.
 *
 * <p>A wallet is one record: its state, the head of its hash chain and the memos written last. When those are many they are
 * sealed into {@link MemoBlocks}, so that no record grows with the wallet's past. Beside it stand two indexes by time: when
 * a wallet falls due, and when a slice of its memos may be forgotten.
 */
public final class WalletStore {
    /** The first byte of every record; a new layout takes the next number, and those before stay readable. */
    static final byte VERSION = 7;

    public static final int CHAIN_HEAD_BYTES = 32;

    /**
     * A record that is written with so many memos has them sealed instead. Of wallets that change less than once between two
     * commits each event writes the whole record: with 64 memos in it, that was three quarters of all bytes.
     */
    static final int MAX_WRITTEN_MEMOS = 16;

    /** So many are sealed at once, or sooner, of a wallet that changes often between two commits. */
    static final int MAX_RECENT_MEMOS = 64;

    /** The same in bytes, for wallets whose receipts are long; it also bounds a page of sealed memos. */
    static final int MAX_RECENT_BYTES = 16 << 10;

    private static final Life[] LIVES = Life.values();

    private static final byte WALLETS = 1;
    private static final byte MEMOS = 2;
    private static final byte DUE = Section.ORDERED_FROM;
    private static final byte FORGETTING = Section.ORDERED_FROM + 1;

    private final StateTable wallets;
    private final MemoBlocks blocks;
    private final TimeIndex due;
    private final TimeIndex forgetting;
    private final Policy policy;
    private final WalletCodec codec = new WalletCodec();
    private final Saved saved;
    private final MemoCodec memoCodec = new MemoCodec();
    private final StateWriter out = new StateWriter(4096);

    /** Changed since the last commit and not written yet, where the table can wait. */
    private Map<String, WalletInHand> unwritten = new HashMap<>();

    public WalletStore(
            StateTable wallets, StateTable memos, TimeIndex due, TimeIndex forgetting, Policy policy, Saved saved) {
        this(
                wallets,
                new MemoBlocks(memos, policy, new FilterCache(FilterCache.ALL_BYTES)),
                due,
                forgetting,
                policy,
                saved);
    }

    private WalletStore(
            StateTable wallets, MemoBlocks blocks, TimeIndex due, TimeIndex forgetting, Policy policy, Saved saved) {
        this.wallets = wallets;
        this.blocks = blocks;
        this.due = due;
        this.forgetting = forgetting;
        this.policy = policy;
        this.saved = saved;
    }

    /**
     * The wallets of a task, each kind of record in a section of its table.
     *
     * @param tasks how many there are, with which memory is shared
     */
    public static WalletStore in(StateTable table, Policy policy, int tasks, Saved saved) {
        FilterCache filters = new FilterCache(FilterCache.ALL_BYTES / tasks);
        return new WalletStore(
                new Section(table, WALLETS),
                new MemoBlocks(new Section(table, MEMOS), policy, filters),
                new TimeIndex(new Section(table, DUE)),
                new TimeIndex(new Section(table, FORGETTING)),
                policy,
                saved);
    }

    /** Told of each wallet that is written. */
    public interface Saved {
        /**
         * Says what follows from it.
         *
         * @param millis the time of the last input that changed it
         * @param outbox where it is written with others just before a commit; null where it is written at once
         */
        void saved(Wallet wallet, long millis, StateTable.@Nullable Outbox outbox);
    }

    /** Takes a wallet in hand, whether it exists yet or not. */
    public WalletInHand open(String walletId) {
        WalletInHand inHand = unwritten.get(walletId);
        if (inHand != null) {
            return inHand;
        }
        byte[] key = walletId.getBytes(StandardCharsets.UTF_8);
        byte[] stored = wallets.get(key);
        return stored == null ? new WalletInHand(this, walletId, key) : read(walletId, key, stored);
    }

    /**
     * Keeps what has changed of a wallet, and where it stands in time: in memory until just before the commit, where the
     * table allows it, so that many changes between two commits are written once.
     *
     * @param millis the time of the input that changed it
     */
    public void save(WalletInHand hand, long millis) {
        Wallet wallet = hand.wallet();
        if (wallet == null || !hand.isChanged()) {
            return;
        }
        if (hand.recent().count() >= MAX_RECENT_MEMOS || hand.recent().length() >= MAX_RECENT_BYTES) {
            seal(hand);
        }
        due.move(hand.key(), hand.storedDueMillis(), wallet.nextDueMillis());
        hand.stored(wallet.nextDueMillis(), millis);
        if (hand.isUnwritten()) {
            return;
        }
        if (!unwritten.isEmpty() || wallets.beforeCommit(this::writeAll)) {
            unwritten.put(hand.walletId(), hand);
            hand.unwritten(true);
        } else {
            write(hand, wallet, null);
        }
    }

    /** How many wallets wait in memory for the commit. */
    public int unwritten() {
        return unwritten.size();
    }

    private void writeAll(StateTable.Outbox outbox) {
        for (WalletInHand hand : unwritten.values()) {
            Wallet wallet = hand.wallet();
            if (wallet != null) {
                write(hand, wallet, outbox);
            }
            hand.unwritten(false);
        }
        // As with any map, clearing it would leave it as wide as it has ever been.
        unwritten = HashMap.newHashMap(unwritten.size());
    }

    private void seal(WalletInHand hand) {
        hand.sealed(blocks.seal(hand.key(), hand.slices(), hand.recent().toBytes()));
    }

    private void write(WalletInHand hand, Wallet wallet, StateTable.@Nullable Outbox outbox) {
        if (hand.recent().count() >= MAX_WRITTEN_MEMOS) {
            seal(hand);
        }
        indexForgetting(hand);
        byte[] record = encode(hand, wallet);
        if (outbox == null) {
            wallets.put(hand.key(), record);
        } else {
            wallets.putUnseen(hand.key(), record);
        }
        saved.saved(wallet, hand.savedMillis(), outbox);
    }

    private void indexForgetting(WalletInHand hand) {
        long forgetMillis = firstForgetting(hand.slices());
        forgetting.move(hand.key(), hand.storedForgetMillis(), forgetMillis);
        hand.storedForgetting(forgetMillis);
    }

    /**
     * Deletes what need not be remembered any more of the wallet of which something may be forgotten first.
     *
     * @return false if there is none at or before that instant
     */
    public boolean forgetNext(long nowMillis) {
        TimeIndex.Entry first = forgetting.first(nowMillis);
        if (first == null) {
            return false;
        }
        WalletInHand hand = open(first.name());
        hand.remaining(blocks.forget(hand.key(), hand.slices(), nowMillis));
        // At once, or the next would be this one again until it is written. And from where it stands: that is elsewhere
        // than it should be where a setting has changed how long things are remembered.
        hand.storedForgetting(first.millis());
        indexForgetting(hand);
        save(hand, nowMillis);
        return true;
    }

    MemoCodec memoCodec() {
        return memoCodec;
    }

    MemoBlocks blocks() {
        return blocks;
    }

    Policy policy() {
        return policy;
    }

    private byte[] encode(WalletInHand hand, Wallet wallet) {
        out.clear().writeByte(VERSION).writeRaw(hand.chainHead(), 0, CHAIN_HEAD_BYTES);
        codec.write(out, wallet);
        hand.recent().writeTo(out);
        out.writeCount(hand.slices().size());
        for (SealedSlice slice : hand.slices()) {
            out.writeOneOf(slice.life()).writeNumber(slice.untilMillis());
            out.writeCount(slice.blocks()).writeCount(slice.topTier());
        }
        return out.toBytes();
    }

    private WalletInHand read(String walletId, byte[] key, byte[] stored) {
        StateReader in = new StateReader(stored);
        byte version = in.readByte();
        if (version < 1 || version > VERSION) {
            throw new CorruptStateException("Expected wallet " + walletId + " in version 1 to " + VERSION
                    + ", but it is stored in version " + version + ": it was written by a later release");
        }
        byte[] chainHead = in.readRaw(CHAIN_HEAD_BYTES);
        Wallet wallet = codec.read(in, walletId, version);
        int recentCount = (int) in.readCount();
        int recentLength = in.readSize();
        RecentMemos recent = new RecentMemos(stored, in.position(), in.position() + recentLength, recentCount);
        in.skip(recentLength);
        List<SealedSlice> slices = readSlices(in, version);
        in.expectEnd();
        WalletInHand hand = new WalletInHand(this, walletId, key, wallet, chainHead, recent, slices);
        hand.stored(wallet.nextDueMillis(), 0);
        hand.storedForgetting(firstForgetting(slices));
        return hand;
    }

    /** Of the first six versions' slices, those go on as they were that would be merged otherwise by now. */
    private static List<SealedSlice> readSlices(StateReader in, byte version) {
        int count = in.readSize();
        if (count == 0) {
            return List.of();
        }
        List<SealedSlice> slices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Life life = in.readOneOf(LIVES);
            long untilMillis = in.readNumber();
            int blocks = (int) in.readCount();
            int topTier = version < 7 ? RunLayout.topTierBefore(blocks) : (int) in.readCount();
            slices.add(new SealedSlice(life, untilMillis, blocks, topTier));
        }
        return slices;
    }

    private long firstForgetting(List<SealedSlice> slices) {
        long first = Wallet.NEVER;
        for (SealedSlice slice : slices) {
            first = Math.min(first, slice.forgottenAtMillis(policy));
        }
        return first;
    }

    /** The wallet that is due first, if that is at or before an instant. */
    public @Nullable String firstDue(long horizonMillis) {
        TimeIndex.Entry first = due.first(horizonMillis);
        return first == null ? null : first.name();
    }

    /** Whether something of a wallet may be forgotten at an instant. */
    public boolean hasToForget(long horizonMillis) {
        return forgetting.first(horizonMillis) != null;
    }
}
