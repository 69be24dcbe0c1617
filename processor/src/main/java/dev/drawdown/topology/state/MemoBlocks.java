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
 * they lie in runs, of which eight are merged into one again and again ({@link RunLayout}). So an id is looked for in a few
 * runs per tier: among millions, in some thirty. Above the highest tier, from {@code 8^7} blocks on, each further {@code 8^6}
 * cost a search one more glance at a filter.
 *
 * <p>A run is split by the first bits of the fingerprint into pages of 64 to 256 memos, each with a filter of its own. Only
 * where the filter says maybe is a page read. Runs are never changed once written, and no two ever share a name, so filters
 * can be kept in memory. When a slice's last memo need not be remembered any more, the slice goes as a whole.
 */
final class MemoBlocks {
    private static final int SLICES_PER_LIFE = 8;
    private static final long SHORTEST_SLICE_MILLIS = 1000;
    private static final byte FILTER = 0;
    private static final byte MEMOS = 1;

    private final StateTable store;
    private final Policy policy;
    private final FilterCache filters;

    MemoBlocks(StateTable store, Policy policy, FilterCache filters) {
        this.store = store;
        this.policy = policy;
        this.filters = filters;
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
                : new SealedSlice(life, endOfSlice(life, atMillis), 0, RunLayout.TOP_TIER);
        int number = slice.blocks();
        writePage(new Run(wallet, slice, 0, number), 0, block);
        SealedSlice grown = new SealedSlice(life, slice.untilMillis(), number + 1, slice.topTier());
        merge(wallet, grown);
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
        int blocks = slice.blocks();
        for (int tier = 0; tier <= slice.topTier() && RunLayout.span(tier) <= blocks; tier++) {
            int page = RunLayout.page(fingerprint.high(), tier);
            int first = RunLayout.first(blocks, tier, page, slice.topTier());
            for (int number = RunLayout.past(blocks, tier, page) - 1; number >= first; number--) {
                Run run = new Run(wallet, slice, tier, number);
                if (MemoFilter.mayContain(filter(run, page), fingerprint.high(), fingerprint.low())) {
                    Memo found = newest(memos(run, page), kind, fingerprint, notBeforeMillis);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable Memo newest(byte[] memos, Memo.Kind kind, Fingerprint fingerprint, long notBeforeMillis) {
        return MemoView.newest(memos, 0, memos.length, kind, fingerprint, notBeforeMillis);
    }

    /** Does what is to be done when a block has come. */
    private void merge(byte[] wallet, SealedSlice slice) {
        int blocks = slice.blocks();
        for (int tier = 0; tier < RunLayout.GRADUAL_FROM && blocks % RunLayout.span(tier + 1) == 0; tier++) {
            for (int page = 0; page < RunLayout.pages(tier); page++) {
                mergePage(wallet, slice, tier, page);
            }
        }
        for (int tier = RunLayout.GRADUAL_FROM; tier < slice.topTier(); tier++) {
            int page = RunLayout.pageDue(blocks, tier);
            if (page >= 0) {
                mergePage(wallet, slice, tier, page);
            }
        }
    }

    /** Puts a page of the last eight runs of a tier into one of the next, whose pages are smaller parts of the fingerprints. */
    private void mergePage(byte[] wallet, SealedSlice slice, int tier, int page) {
        int number = RunLayout.merged(slice.blocks(), tier, page) - 1;
        int split = RunLayout.pages(tier + 1) / RunLayout.pages(tier);
        StateWriter[] parts = new StateWriter[split];
        for (int part = 0; part < split; part++) {
            parts[part] = new StateWriter(1024);
        }
        for (int i = 0; i < RunLayout.FAN_OUT; i++) {
            Run run = new Run(wallet, slice, tier, number * RunLayout.FAN_OUT + i);
            distribute(memos(run, page), tier + 1, page * split, parts);
            deletePage(run, page);
        }
        Run merged = new Run(wallet, slice, tier + 1, number);
        for (int part = 0; part < split; part++) {
            writePage(merged, page * split + part, parts[part].toBytes());
        }
    }

    private static void distribute(byte[] memos, int tier, int firstPage, StateWriter[] parts) {
        MemoView view = new MemoView(memos);
        while (view.next()) {
            parts[RunLayout.page(view.high(), tier) - firstPage].writeRaw(
                    memos, view.start(), view.end() - view.start());
        }
    }

    private void deleteRuns(byte[] wallet, SealedSlice slice) {
        int blocks = slice.blocks();
        for (int tier = 0; tier <= slice.topTier() && RunLayout.span(tier) <= blocks; tier++) {
            for (int page = 0; page < RunLayout.pages(tier); page++) {
                int past = RunLayout.past(blocks, tier, page);
                for (int number = RunLayout.first(blocks, tier, page, slice.topTier()); number < past; number++) {
                    deletePage(new Run(wallet, slice, tier, number), page);
                }
            }
        }
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

        Run(byte[] wallet, SealedSlice slice, int tier, int number) {
            this.wallet = wallet;
            this.slice = slice;
            this.tier = tier;
            this.block = number * RunLayout.span(tier);
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
