package dev.drawdown.topology.state;

import dev.drawdown.engine.Fingerprint;
import dev.drawdown.engine.Memo;
import dev.drawdown.engine.Policy;
import dev.drawdown.store.StateTable;
import dev.drawdown.topology.state.SealedSlice.Life;
import dev.drawdown.wire.CorruptStateException;
import dev.drawdown.wire.StateWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The memos that have outgrown their wallet's record, in blocks that are found fast and expire whole.
 *
 * <p>Memos are sealed a block at a time into the current slice of time, an eighth of what their life is. Within a slice
 * they lie in runs: a run of tier {@code t} holds {@code 8^t} blocks, and when eight runs of a tier are together they are
 * merged into one of the next. So the number of blocks, written in base eight, tells which runs there are, and an id is
 * looked for in a few runs per tier however many ids there are. Above the highest tier runs are no longer merged, so that no
 * single merge takes long: from there on each further {@value #TOP_SPAN} blocks cost a search one more glance at a filter.
 *
 * <p>A run is split by the first bits of the fingerprint into pages of 64 to 256 memos, each with a filter of its own. Only
 * where the filter says maybe is a page read. Runs are never changed once written, and no two ever share a name, so filters
 * can be kept in memory. When a slice's last memo need not be remembered any more, the slice goes as a whole.
 */
final class MemoBlocks {
    static final int FAN_OUT = 8;
    static final int TOP_TIER = 4;
    static final int TOP_SPAN = 4096;

    private static final int SLICES_PER_LIFE = 8;
    private static final long SHORTEST_SLICE_MILLIS = 1000;
    private static final byte FILTER = 0;
    private static final byte MEMOS = 1;

    private final StateTable store;
    private final Policy policy;
    private final FilterCache filters = new FilterCache();

    MemoBlocks(StateTable store, Policy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** The newest memo of that kind and fingerprint, if it was written at or after an instant. */
    @Nullable
    Memo find(byte[] wallet, List<SealedSlice> slices, Memo.Kind kind, Fingerprint fingerprint, long notBeforeMillis) {
        Life life = Life.of(kind);
        for (int i = slices.size() - 1; i >= 0; i--) {
            SealedSlice slice = slices.get(i);
            if (slice.life() == life && slice.untilMillis() > notBeforeMillis) {
                Memo found = findIn(wallet, slice, kind, fingerprint, notBeforeMillis);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Takes over memos that stand one behind the other, oldest first; returns the slices there are then. */
    List<SealedSlice> seal(byte[] wallet, List<SealedSlice> slices, byte[] memos) {
        List<SealedSlice> next = new ArrayList<>(slices);
        for (Life life : Life.values()) {
            StateWriter block = new StateWriter(memos.length);
            long latestMillis = Long.MIN_VALUE;
            MemoView view = new MemoView(memos);
            while (view.next()) {
                if (Life.of(view.kind()) == life) {
                    block.writeRaw(memos, view.start(), view.end() - view.start());
                    latestMillis = Math.max(latestMillis, view.atMillis());
                }
            }
            if (block.size() > 0) {
                append(wallet, next, life, latestMillis, block.toBytes());
            }
        }
        return List.copyOf(next);
    }

    /** Deletes the slices that need not be remembered any more; returns those that are left. */
    List<SealedSlice> forget(byte[] wallet, List<SealedSlice> slices, long nowMillis) {
        List<SealedSlice> left = new ArrayList<>(slices.size());
        for (SealedSlice slice : slices) {
            if (slice.forgottenAtMillis(policy) > nowMillis) {
                left.add(slice);
            } else {
                deleteRuns(wallet, slice);
            }
        }
        return left.size() == slices.size() ? slices : List.copyOf(left);
    }

    private void append(byte[] wallet, List<SealedSlice> slices, Life life, long atMillis, byte[] block) {
        int last = newestOf(slices, life);
        SealedSlice slice = last >= 0 && atMillis < slices.get(last).untilMillis()
                ? slices.get(last)
                : new SealedSlice(life, endOfSlice(life, atMillis), 0);
        int number = slice.blocks();
        writePage(new Run(wallet, slice, 0, number), 0, block);
        SealedSlice grown = new SealedSlice(life, slice.untilMillis(), number + 1);
        int span = 1;
        for (int tier = 0; tier < TOP_TIER && grown.blocks() % (span * FAN_OUT) == 0; tier++) {
            merge(wallet, grown, tier, span, grown.blocks() - span * FAN_OUT);
            span *= FAN_OUT;
        }
        if (number > 0) {
            slices.set(last, grown);
        } else {
            slices.add(grown);
        }
    }

    private long endOfSlice(Life life, long atMillis) {
        long length = Math.max(SHORTEST_SLICE_MILLIS, life.keepMillis(policy) / SLICES_PER_LIFE);
        return (Math.floorDiv(atMillis, length) + 1) * length;
    }

    private static int newestOf(List<SealedSlice> slices, Life life) {
        for (int i = slices.size() - 1; i >= 0; i--) {
            if (slices.get(i).life() == life) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Memo findIn(
            byte[] wallet, SealedSlice slice, Memo.Kind kind, Fingerprint fingerprint, long notBeforeMillis) {
        int span = 1;
        for (int tier = 0; tier <= TOP_TIER; tier++) {
            int page = pageOf(fingerprint.high(), tier);
            int first = firstBlock(slice.blocks(), tier, span);
            int past = slice.blocks() / span * span;
            for (int block = past - span; block >= first; block -= span) {
                Run run = new Run(wallet, slice, tier, block);
                if (MemoFilter.mayContain(filter(run, page), fingerprint.high(), fingerprint.low())) {
                    Memo found = newest(memos(run, page), kind, fingerprint, notBeforeMillis);
                    if (found != null) {
                        return found;
                    }
                }
            }
            span *= FAN_OUT;
        }
        return null;
    }

    private static @Nullable Memo newest(byte[] memos, Memo.Kind kind, Fingerprint fingerprint, long notBeforeMillis) {
        return MemoView.newest(memos, 0, memos.length, kind, fingerprint, notBeforeMillis);
    }

    /** The first of the blocks that still lie in runs of this tier; those before it have been merged into higher ones. */
    private static int firstBlock(int blocks, int tier, int span) {
        return tier == TOP_TIER ? 0 : blocks / (span * FAN_OUT) * (span * FAN_OUT);
    }

    private void merge(byte[] wallet, SealedSlice slice, int tier, int span, int firstBlock) {
        Run merged = new Run(wallet, slice, tier + 1, firstBlock);
        int pages = pagesOf(tier);
        int split = pagesOf(tier + 1) / pages;
        for (int page = 0; page < pages; page++) {
            StateWriter[] parts = new StateWriter[split];
            for (int part = 0; part < split; part++) {
                parts[part] = new StateWriter(1024);
            }
            for (int i = 0; i < FAN_OUT; i++) {
                Run run = new Run(wallet, slice, tier, firstBlock + i * span);
                distribute(memos(run, page), tier + 1, page * split, parts);
                deletePage(run, page);
            }
            for (int part = 0; part < split; part++) {
                writePage(merged, page * split + part, parts[part].toBytes());
            }
        }
    }

    private static void distribute(byte[] memos, int tier, int firstPage, StateWriter[] parts) {
        MemoView view = new MemoView(memos);
        while (view.next()) {
            parts[pageOf(view.high(), tier) - firstPage].writeRaw(memos, view.start(), view.end() - view.start());
        }
    }

    private void deleteRuns(byte[] wallet, SealedSlice slice) {
        int span = 1;
        for (int tier = 0; tier <= TOP_TIER; tier++) {
            for (int block = firstBlock(slice.blocks(), tier, span); block + span <= slice.blocks(); block += span) {
                for (int page = 0; page < pagesOf(tier); page++) {
                    deletePage(new Run(wallet, slice, tier, block), page);
                }
            }
            span *= FAN_OUT;
        }
    }

    /** One, one, 16, 128, 1024: a page holds four times what a block brings, or eight times in tier 1. */
    private static int pagesOf(int tier) {
        return tier < 2 ? 1 : 1 << pageBits(tier);
    }

    private static int pageOf(long fingerprintHigh, int tier) {
        return tier < 2 ? 0 : (int) (fingerprintHigh >>> (Long.SIZE - pageBits(tier)));
    }

    private static int pageBits(int tier) {
        return 3 * (tier - 1) + 1;
    }

    private void writePage(Run run, int page, byte[] memos) {
        store.put(run.key(page, MEMOS).get(), memos);
        Bytes key = run.key(page, FILTER);
        byte[] filter = MemoFilter.of(memos);
        store.put(key.get(), filter);
        // The wallet's next input may ask for it, which would be a read from the disk.
        filters.put(key, filter);
    }

    private void deletePage(Run run, int page) {
        store.delete(run.key(page, MEMOS).get());
        Bytes filter = run.key(page, FILTER);
        filters.remove(filter);
        store.delete(filter.get());
    }

    private byte[] filter(Run run, int page) {
        Bytes key = run.key(page, FILTER);
        byte[] cached = filters.get(key);
        if (cached != null) {
            return cached;
        }
        byte[] filter = stored(key);
        filters.put(key, filter);
        return filter;
    }

    private byte[] memos(Run run, int page) {
        return stored(run.key(page, MEMOS));
    }

    private byte[] stored(Bytes key) {
        byte[] value = store.get(key.get());
        if (value == null) {
            throw new CorruptStateException("Expected a page of memos under " + key + ", but there is none");
        }
        return value;
    }

    /** One run, named by the first of its blocks. */
    private static final class Run {
        private final byte[] wallet;
        private final SealedSlice slice;
        private final int tier;
        private final int block;

        Run(byte[] wallet, SealedSlice slice, int tier, int block) {
            this.wallet = wallet;
            this.slice = slice;
            this.tier = tier;
            this.block = block;
        }

        Bytes key(int page, byte part) {
            ByteBuffer key = ByteBuffer.allocate(Integer.BYTES + wallet.length + 1 + Long.BYTES + 1 + 4 + 2 + 1);
            key.putInt(wallet.length).put(wallet);
            key.put(slice.life().code()).putLong(slice.untilMillis());
            key.put((byte) tier).putInt(block).putShort((short) page).put(part);
            return Bytes.wrap(key.array());
        }
    }
}
