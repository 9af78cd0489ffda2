// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.row;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row of a result.
 *
 * @param values one per column: null, String, Boolean, Integer, Long, BigInteger, BigDecimal, List
 *     or Map, as the JSON has them; numbers keep all their digits
 * @param tombstone whether the row was deleted from its table; only its key columns have values
 *     then. {@code /query-stream} has no such rows
 */
public record ResultRow(List<@Nullable Object> values, boolean tombstone) {
    public ResultRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
