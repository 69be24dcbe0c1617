package dev.drawdown.views;

import dev.drawdown.store.BoundedRocksDb;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The read models of one partition on disk. One thread writes, any may read.
 *
 * <p>Changes wait in memory until {@link #write}, which puts them and the offsets up to which they reach on the disk in one
 * batch. So what a reader sees is whole, and after a crash of process or machine the offsets never promise more than is there.
 */
final class Shelf implements AutoCloseable {
    private static final double BLOOM_BITS = 10;

    private final Options options = new Options();
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final WriteOptions writing = new WriteOptions();
    private final RocksDB db;
    private final Map<Bytes, Change> unwritten = new HashMap<>();
    private final ReentrantReadWriteLock opening = new ReentrantReadWriteLock();
    private final Object news = new Object();
    private long edition;
    private boolean closed;

    /** A key's new value, or none where it was deleted. */
    @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
    private record Change(byte @Nullable [] value) {}

    private Shelf(String name, Path folder, Map<String, Object> configs) throws RocksDBException {
        options.setCreateIfMissing(true);
        options.setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom));
        // An entry repeats most of what the one before it says.
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
        new BoundedRocksDb().setConfig(name, options, configs);
        db = RocksDB.open(options, folder.toString());
    }

    /** Opens the shelf in a folder, emptied where its layout is another than today's. */
    static Shelf open(Path folder, Map<String, Object> configs) {
        RocksDB.loadLibrary();
        try {
            Files.createDirectories(folder);
            Shelf shelf = new Shelf("views", folder, configs);
            if (shelf.isOfThisFormat()) {
                return shelf;
            }
            shelf.close();
            try (Options plain = new Options()) {
                RocksDB.destroyDB(folder.toString(), plain);
            }
            Shelf empty = new Shelf("views", folder, configs);
            empty.put(ShelfKeys.of(ShelfKeys.FORMAT), new byte[] {Stored.FORMAT});
            empty.write();
            return empty;
        } catch (IOException | RocksDBException failed) {
            throw new ProcessorStateException(
                    "Expected to open the read models at " + folder
                            + ", but it failed; deleting the folder builds them anew",
                    failed);
        }
    }

    private boolean isOfThisFormat() {
        byte[] format = get(ShelfKeys.of(ShelfKeys.FORMAT));
        return format != null && format.length == 1 && format[0] == Stored.FORMAT;
    }

    // --- for the thread that writes ----------------------------------------------------------------------------------

    byte @Nullable [] get(byte[] key) {
        Change change = unwritten.get(Bytes.wrap(key));
        return change == null ? stored(key) : change.value;
    }

    void put(byte[] key, byte[] value) {
        unwritten.put(Bytes.wrap(key), new Change(value));
    }

    void delete(byte[] key) {
        unwritten.put(Bytes.wrap(key), new Change(null));
    }

    /** How many changes wait. */
    int unwritten() {
        return unwritten.size();
    }

    /** Puts what waits on the disk, for readers to see. */
    void write() {
        if (unwritten.isEmpty()) {
            return;
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (Map.Entry<Bytes, Change> change : unwritten.entrySet()) {
                byte[] value = change.getValue().value;
                if (value == null) {
                    batch.delete(change.getKey().get());
                } else {
                    batch.put(change.getKey().get(), value);
                }
            }
            db.write(writing, batch);
        } catch (RocksDBException failed) {
            throw new ProcessorStateException("Expected to write read models, but it failed", failed);
        }
        unwritten.clear();
        synchronized (news) {
            edition++;
            news.notifyAll();
        }
    }

    /** Notes up to which offset of a topic everything has been put; null where that is not known any more. */
    void putOffset(String topic, @Nullable Long offset) {
        byte[] key = ShelfKeys.of(ShelfKeys.OFFSET, topic);
        if (offset == null) {
            delete(key);
        } else {
            put(key, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
        }
    }

    @Nullable
    Long offset(String topic) {
        byte[] stored = get(ShelfKeys.of(ShelfKeys.OFFSET, topic));
        return stored == null ? null : (Long) ByteBuffer.wrap(stored).getLong();
    }

    /** Walks over what is on the disk, and not over what waits. */
    RocksIterator iterator() {
        return db.newIterator();
    }

    /** Waits for readers: a disk that is closed under one would take the process down. What waits is dropped. */
    @Override
    public void close() {
        opening.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                db.close();
                options.close();
                writing.close();
                bloom.close();
            }
        } finally {
            opening.writeLock().unlock();
        }
        synchronized (news) {
            news.notifyAll();
        }
    }

    private byte @Nullable [] stored(byte[] key) {
        try {
            return db.get(key);
        } catch (RocksDBException failed) {
            throw new ProcessorStateException("Expected to read the read models, but it failed", failed);
        }
    }

    // --- for any thread ----------------------------------------------------------------------------------------------

    /** Begins to read the shelf as it is now, and keeps it open until the reading is closed; null where it is closed. */
    @Nullable
    Reading read() {
        opening.readLock().lock();
        if (closed) {
            opening.readLock().unlock();
            return null;
        }
        return new Reading(db, opening.readLock());
    }

    /** Which edition readers see; it goes up with everything that is written. */
    long edition() {
        synchronized (news) {
            return edition;
        }
    }

    /** Waits for an edition after one, or a time; returns the edition that readers see then. */
    long awaitEditionAfter(long seen, long limitMillis) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limitMillis * 1_000_000;
        synchronized (news) {
            long leftMillis = limitMillis;
            while (edition <= seen && leftMillis > 0 && !closed) {
                news.wait(leftMillis);
                leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            }
            return edition;
        }
    }
}
