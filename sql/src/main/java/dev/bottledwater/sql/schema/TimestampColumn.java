// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.schema;

import org.jspecify.annotations.Nullable;

/**
 * The column whose value is a record's time (WITH TIMESTAMP).
 *
 * @param column the column's stored name
 * @param format a java.time pattern for a STRING column, null for BIGINT milliseconds and TIMESTAMP
 */
public record TimestampColumn(String column, @Nullable String format) {}
