package dev.drawdown.loadtest.peers;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** One block cache and one allowance for write buffers for all stores of the plain debit, as large as Drawdown's. */
public final class PlainRocksDb implements RocksDBConfigSetter {
    private static final long MEMORY_BYTES = 512L << 20;

    /** As large as Drawdown's: keys that are overwritten soon are merged in memory. */
    private static final long WRITE_BUFFER_BYTES = 64L << 20;

    private static final double BITS_PER_KEY = 10;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager writeBuffers, BloomFilter filter) {}

    private static synchronized Shared shared() {
        Shared common = shared;
        if (common == null) {
            RocksDB.loadLibrary();
            Cache cache = new LRUCache(MEMORY_BYTES);
            WriteBufferManager writeBuffers = new WriteBufferManager(MEMORY_BYTES / 2, cache);
            common = new Shared(cache, writeBuffers, new BloomFilter(BITS_PER_KEY));
            shared = common;
        }
        return common;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared common = shared();
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(common.cache);
        // Nearly every look into the events finds nothing, and the filter says so without reading a block.
        tables.setFilterPolicy(common.filter);
        tables.setWholeKeyFiltering(true);
        tables.setCacheIndexAndFilterBlocks(true);
        tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
        tables.setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(common.writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    }

    /** Closes nothing: what is shared lives as long as the process. */
    @Override
    public void close(String storeName, Options options) {}
}
