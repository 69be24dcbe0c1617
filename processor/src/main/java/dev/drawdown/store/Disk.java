package dev.drawdown.store;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB that holds nothing but committed state, and beside it the offset in the changelog up to which it does. Both are
 * written in one batch, so a process killed at any moment finds them in step.
 */
final class Disk implements AutoCloseable {
    /** Sorts before every section. */
    private static final byte[] OFFSET_KEY = {0};

    private static final double BLOOM_BITS = 10;

    private final Options options = new Options();
    private final BloomFilter bloom;
    private final WriteOptions write = new WriteOptions();
    private final BoundedRocksDb bounds = new BoundedRocksDb();
    private final RocksDB db;

    private Disk(String name, File directory, Map<String, Object> configs) throws RocksDBException {
        RocksDB.loadLibrary();
        bloom = new BloomFilter(BLOOM_BITS);
        options.setCreateIfMissing(true);
        options.setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom));
        // The same keys are written over and over: merging whole runs writes each of them less often than levels would,
        // and
        // hashes and amounts hardly compress.
        options.setCompactionStyle(CompactionStyle.UNIVERSAL);
        options.setCompressionType(CompressionType.NO_COMPRESSION);
        bounds.setConfig(name, options, configs);
        db = RocksDB.open(options, directory.getAbsolutePath());
    }

    static Disk open(String name, File directory, Map<String, Object> configs) {
        try {
            Files.createDirectories(directory.toPath());
            return new Disk(name, directory, configs);
        } catch (IOException | RocksDBException failed) {
            throw new ProcessorStateException("Expected to open the store at " + directory + ", but it failed", failed);
        }
    }

    byte @Nullable [] get(byte[] key) {
        try {
            return db.get(key);
        } catch (RocksDBException failed) {
            throw new ProcessorStateException("Expected to read from the store, but it failed", failed);
        }
    }

    RocksIterator iterator() {
        return db.newIterator();
    }

    /** Whether nothing has ever been written, not even an offset. */
    boolean isEmpty() {
        try (RocksIterator all = db.newIterator()) {
            all.seekToFirst();
            return !all.isValid();
        }
    }

    @Nullable
    Long offset() {
        byte[] stored = get(OFFSET_KEY);
        return stored == null ? null : (Long) ByteBuffer.wrap(stored).getLong();
    }

    void putOffset(@Nullable Long offset) {
        try (Batch batch = new Batch()) {
            batch.putOffset(offset);
            batch.write();
        }
    }

    Batch batch() {
        return new Batch();
    }

    @Override
    public void close() {
        db.close();
        options.close();
        write.close();
        bloom.close();
    }

    /** Changes that are written together or not at all. */
    final class Batch implements AutoCloseable {
        private final WriteBatch changes = new WriteBatch();

        void put(byte[] key, byte @Nullable [] value) {
            try {
                if (value == null) {
                    changes.delete(key);
                } else {
                    changes.put(key, value);
                }
            } catch (RocksDBException failed) {
                throw new ProcessorStateException("Expected to write to the store, but it failed", failed);
            }
        }

        void putOffset(@Nullable Long offset) {
            put(
                    OFFSET_KEY,
                    offset == null
                            ? null
                            : ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
        }

        void write() {
            try {
                db.write(write, changes);
            } catch (RocksDBException failed) {
                throw new ProcessorStateException("Expected to write to the store, but it failed", failed);
            }
        }

        @Override
        public void close() {
            changes.close();
        }
    }
}
