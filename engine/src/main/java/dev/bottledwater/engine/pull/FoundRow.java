// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.row.Row;

/**
 * A row that another instance has.
 *
 * @param key a {@link Row}, or a windowed one
 */
record FoundRow(int partition, Object key, Row row, long timestamp) {}
