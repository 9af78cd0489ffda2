// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** Takes rows one by one and hands what becomes of them to the next stage. */
@FunctionalInterface
public interface Stage {

    /**
     * @param key a {@link Row}, or a windowed one; null for a stream's record without a key
     * @param row null: the key's row is gone, or not in the result
     */
    void accept(@Nullable Object key, @Nullable Row row, long timestamp);
}
