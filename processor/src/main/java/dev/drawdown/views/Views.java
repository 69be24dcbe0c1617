package dev.drawdown.views;

import dev.drawdown.schemas.Topics;
import dev.drawdown.schemas.serde.SchemaRegistry;
import dev.drawdown.wire.Placement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The read models of this instance: history, usage, explanations and what is new, of the wallets whose partitions it has or
 * keeps a copy of.
 */
public final class Views {
    private final Topics topics;
    private final Placement placement;
    private final SchemaRegistry registry;
    private final Shelves shelves;

    /**
     * Makes them; nothing is read yet.
     *
     * @param registry one that waits rather than fail
     * @param retention how long what has been recorded can be asked for
     * @param clockMillis the time of day
     */
    public Views(Topics topics, int partitions, SchemaRegistry registry, Duration retention, LongSupplier clockMillis) {
        this.topics = topics;
        this.registry = registry;
        placement = new Placement(partitions);
        shelves = new Shelves(registry, retention, clockMillis);
    }

    /** Returns the graph that fills them. */
    public Topology topology() {
        return ViewsTopology.build(topics, shelves);
    }

    /** The store by which Kafka Streams knows which instance has a wallet. */
    public static String storeName() {
        return Feed.LEDGER.store();
    }

    /** Whether this instance has the wallet's partition, or a copy of it. */
    public boolean has(String walletId) {
        return shelf(walletId) != null;
    }

    /** Whether the wallet's partition is this instance's to answer for, with all that had been read when it became so. */
    public boolean answersFor(String walletId) {
        return shelves.isActive(partitionOf(walletId));
    }

    /** Returns what is read about a wallet; null where this instance does not have its partition. */
    public <T> @Nullable T read(String walletId, Function<WalletReading, T> question) {
        Shelf shelf = shelf(walletId);
        Reading reading = shelf == null ? null : shelf.read();
        if (reading == null) {
            return null;
        }
        try (reading) {
            return question.apply(new WalletReading(walletId, reading, registry));
        }
    }

    /**
     * Waits for news of any wallet on the wallet's partition.
     *
     * @param seen what this returned before; -1 to return at once
     */
    public long awaitNews(String walletId, long seen, long limitMillis) throws InterruptedException {
        Shelf shelf = shelf(walletId);
        return shelf == null ? seen : shelf.awaitEditionAfter(seen, limitMillis);
    }

    /** Waits until a wallet's entry has been read, or a time; returns whether it has. */
    public boolean awaitSeq(String walletId, long seq, long limitMillis) throws InterruptedException {
        return await(walletId, reading -> reading.seq() >= seq, limitMillis);
    }

    /** Waits until what a command did has been read, or a time; returns whether it has. */
    public boolean awaitCommand(String walletId, String commandId, long limitMillis) throws InterruptedException {
        return await(walletId, reading -> reading.hasRead(commandId), limitMillis);
    }

    private boolean await(String walletId, Function<WalletReading, Boolean> condition, long limitMillis)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limitMillis * 1_000_000;
        while (true) {
            Shelf shelf = shelf(walletId);
            if (shelf == null) {
                return false;
            }
            // Before the look, so that what comes during it is not missed.
            long seen = shelf.edition();
            if (Boolean.TRUE.equals(read(walletId, condition))) {
                return true;
            }
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            var _ = shelf.awaitEditionAfter(seen, leftMillis);
        }
    }

    /** The first instant that can be asked for. */
    public long horizonMillis() {
        return shelves.horizonMillis();
    }

    /** Whether money is conserved: per partition that this instance answers for, and currency. */
    public Map<Integer, Map<String, ConservationSum>> conservation() {
        return shelves.conservation();
    }

    /** How many records of the topics could not be read. */
    public long unreadable() {
        return shelves.unreadable();
    }

    private @Nullable Shelf shelf(String walletId) {
        return shelves.find(partitionOf(walletId));
    }

    private int partitionOf(String walletId) {
        return placement.of(walletId.getBytes(StandardCharsets.UTF_8));
    }
}
