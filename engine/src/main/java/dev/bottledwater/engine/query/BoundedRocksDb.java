// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

import java.util.Map;

/** Gives every store a part of the {@link RocksMemory} that comes with the configuration. */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        RocksMemory.from(configs).apply(options);
    }

    /** The memory is shared and outlives the store. */
    @Override
    public void close(String storeName, Options options) {}
}
