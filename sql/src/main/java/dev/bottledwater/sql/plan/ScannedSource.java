// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.schema.TimestampColumn;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a topic holds, as it was when the query was planned.
 *
 * @param topic logical topic name
 * @param keyColumns all key columns
 * @param valueColumns all value columns, whether read or not: positional formats need them
 */
public record ScannedSource(
        String name,
        SourceKind kind,
        String topic,
        List<Column> keyColumns,
        List<Column> valueColumns,
        FormatSpec keyFormat,
        FormatSpec valueFormat,
        @Nullable KeyWindow window,
        @Nullable TimestampColumn timestamp) {
    public ScannedSource {
        keyColumns = List.copyOf(keyColumns);
        valueColumns = List.copyOf(valueColumns);
    }

    /** The layout of rows of these columns, which begin with the key columns. */
    public RowSchema rows(List<ScanColumn> columns) {
        return new RowSchema(columns.stream().map(ScanColumn::column).toList(), keyColumns.size());
    }

    public static ScannedSource of(Source source) {
        return new ScannedSource(
                source.name(),
                source.kind(),
                source.topic(),
                source.schema().key(),
                source.schema().value(),
                source.keyFormat(),
                source.valueFormat(),
                source.window(),
                source.timestamp());
    }
}
