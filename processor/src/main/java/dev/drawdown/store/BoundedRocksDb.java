package dev.drawdown.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One cache and one allowance for write buffers, shared by all stores of the process, so that memory is bounded however
 * many partitions it serves.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** Setting: bytes for the cache, write buffers included. */
    public static final String MEMORY_BYTES = "drawdown.rocksdb.memory.bytes";

    private static final long DEFAULT_MEMORY_BYTES = 512L << 20;

    /** Large enough that a wallet is overwritten in it some times before it goes to a file. */
    private static final long WRITE_BUFFER_BYTES = 64L << 20;

    /** RocksDB's own log of each store, of which nobody reads more than the end: two files at most. */
    private static final long LOG_BYTES = 4L << 20;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager writeBuffers) {}

    private static synchronized Shared shared(Map<String, Object> configs) {
        Shared common = shared;
        if (common == null) {
            RocksDB.loadLibrary();
            Object given = configs.get(MEMORY_BYTES);
            long bytes = given == null ? DEFAULT_MEMORY_BYTES : Long.parseLong(given.toString());
            Cache cache = new LRUCache(bytes);
            common = new Shared(cache, new WriteBufferManager(bytes / 2, cache));
            shared = common;
        }
        return common;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared common = shared(configs);
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(common.cache);
        // Within the bound, too, and the last to leave: each lookup needs them.
        tables.setCacheIndexAndFilterBlocks(true);
        tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
        tables.setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(common.writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxLogFileSize(LOG_BYTES);
        options.setKeepLogFileNum(2);
    }

    /** Closes nothing: what is shared lives as long as the process. */
    @Override
    public void close(String storeName, Options options) {}
}
