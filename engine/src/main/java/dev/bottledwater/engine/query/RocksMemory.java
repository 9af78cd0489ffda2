// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

import java.util.Map;
import java.util.Objects;

/**
 * The native memory of all stores of a process: one block cache that blocks, indexes, filters and
 * write buffers are charged to. Without it every store of every partition would have 50 MB of cache
 * and 48 MB of write buffers of its own.
 */
public final class RocksMemory implements AutoCloseable {
    /** The configuration entry that holds it, for {@link BoundedRocksDb}. */
    public static final String CONFIG = "bottledwater.rocksdb.memory";

    private static final double FOR_INDEXES = 0.1;
    private static final long WRITE_BUFFER = 2L << 20;
    private static final int WRITE_BUFFERS = 2;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /**
     * @param bytes the budget of all stores; half of it may be write buffers
     */
    public RocksMemory(long bytes) {
        RocksDB.loadLibrary();
        this.cache = new LRUCache(bytes, -1, false, FOR_INDEXES);
        this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    static RocksMemory from(Map<String, ?> configs) {
        return (RocksMemory)
                Objects.requireNonNull(configs.get(CONFIG), "the configuration lacks " + CONFIG);
    }

    void apply(Options options) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    /** Only after every store is closed. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }

    @Override
    public String toString() {
        return "RocksMemory";
    }
}
