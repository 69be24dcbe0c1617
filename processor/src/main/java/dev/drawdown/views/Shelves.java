package dev.drawdown.views;

import dev.drawdown.schemas.serde.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The shelves of this instance: one per partition that it has, or keeps a copy of. The stores of a task share one, so that all
 * that is about a wallet lies in one place; it is closed with the last of them.
 */
final class Shelves {
    /** So that sweeping costs next to nothing; a round may take hours. */
    private static final int WALLETS_PER_SWEEP = 20;

    private final SchemaRegistry registry;
    private final LongSupplier horizonMillis;
    private final Map<Integer, Lent> byPartition = new HashMap<>();

    /** A shelf that is open, for so many stores. */
    private static final class Lent {
        private final Shelf shelf;
        private final Indexer indexer;
        private final Sweeper sweeper;
        private int stores;
        private boolean isActive;

        Lent(Shelf shelf, Indexer indexer, Sweeper sweeper) {
            this.shelf = shelf;
            this.indexer = indexer;
            this.sweeper = sweeper;
        }
    }

    /**
     * None is open yet.
     *
     * @param clockMillis the time of day
     */
    Shelves(SchemaRegistry registry, Duration retention, LongSupplier clockMillis) {
        this.registry = registry;
        horizonMillis = () -> clockMillis.getAsLong() - retention.toMillis();
    }

    synchronized Shelf take(int partition, Path folder, Map<String, Object> configs) {
        Lent lent = byPartition.get(partition);
        if (lent == null) {
            Shelf shelf = Shelf.open(folder, configs);
            lent = new Lent(shelf, new Indexer(shelf, registry, horizonMillis), new Sweeper(shelf, registry));
            byPartition.put(partition, lent);
        }
        lent.stores++;
        return lent.shelf;
    }

    synchronized void giveBack(int partition) {
        Lent lent = lent(partition);
        lent.stores--;
        if (lent.stores == 0) {
            byPartition.remove(partition);
            lent.shelf.close();
        }
    }

    /** Says whether the partition is this instance's to answer for, rather than a copy. */
    synchronized void setActive(int partition, boolean isActive) {
        Lent lent = byPartition.get(partition);
        if (lent != null) {
            lent.isActive = isActive;
        }
    }

    synchronized boolean isActive(int partition) {
        Lent lent = byPartition.get(partition);
        return lent != null && lent.isActive;
    }

    synchronized Indexer indexer(int partition) {
        return lent(partition).indexer;
    }

    synchronized Sweeper sweeper(int partition) {
        return lent(partition).sweeper;
    }

    /** Takes from a partition's shelf what has left the retention, of the next wallets; for the thread that fills it. */
    void sweep(int partition) {
        var _ = sweeper(partition).sweep(WALLETS_PER_SWEEP, horizonMillis());
    }

    /** The first instant that is kept. */
    long horizonMillis() {
        return horizonMillis.getAsLong();
    }

    /** A partition's shelf; null where this instance has none. */
    synchronized @Nullable Shelf find(int partition) {
        Lent lent = byPartition.get(partition);
        return lent == null ? null : lent.shelf;
    }

    /** What the active partitions add up to, per currency. */
    Map<Integer, Map<String, ConservationSum>> conservation() {
        Map<Integer, Map<String, ConservationSum>> sums = new TreeMap<>();
        for (int partition : active()) {
            Shelf shelf = find(partition);
            Reading reading = shelf == null ? null : shelf.read();
            if (reading != null) {
                try (reading) {
                    sums.put(partition, conservation(reading));
                }
            }
        }
        return sums;
    }

    private static Map<String, ConservationSum> conservation(Reading reading) {
        Map<String, ConservationSum> byCurrency = new TreeMap<>();
        reading.scan(ShelfKeys.of(ShelfKeys.SUM), (key, value) -> {
            byCurrency.put(ShelfKeys.textOf(key), ConservationSum.of(value));
            return true;
        });
        return byCurrency;
    }

    /** The partitions that are this instance's to answer for. */
    private synchronized List<Integer> active() {
        List<Integer> active = new ArrayList<>();
        byPartition.forEach((partition, lent) -> {
            if (lent.isActive) {
                active.add(partition);
            }
        });
        return active;
    }

    synchronized long unreadable() {
        long unreadable = 0;
        for (Lent lent : byPartition.values()) {
            unreadable += lent.indexer.unreadable();
        }
        return unreadable;
    }

    private Lent lent(int partition) {
        Lent lent = byPartition.get(partition);
        if (lent == null) {
            throw new IllegalStateException(
                    "Expected the shelf of partition " + partition + " to be open, but it is not");
        }
        return lent;
    }
}
