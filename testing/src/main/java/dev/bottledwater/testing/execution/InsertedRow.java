// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.statement.AnalyzedStatement.InsertValues;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The record of an INSERT INTO … VALUES. */
final class InsertedRow {
    private InsertedRow() {}

    /**
     * @param span the statement
     * @throws SqlException when a value fails, or the target's formats can't hold the row
     */
    static LoggedRecord record(InsertValues insert, Formats formats, SourceSpan span) {
        var target = insert.target();
        var schema = target.schema();
        var values = new @Nullable Object[insert.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    RowValues.constant(
                            insert.values().get(i), schema.columns().get(i).name(), target, span);
        }
        var row = Row.of(values);
        var rowtime = insert.rowtime();
        var millis =
                rowtime == null
                        ? null
                        : (Long) RowValues.constant(rowtime, "ROWTIME", target, span);
        var key = RecordLayout.of(target, RecordSide.KEY, target.topic());
        var value = RecordLayout.of(target, RecordSide.VALUE, target.topic());
        try {
            return new LoggedRecord(
                    formats.writer(key).write(row, 0),
                    formats.writer(value).write(row, schema.keyCount()),
                    millis == null ? System.currentTimeMillis() : millis,
                    new RecordHeaders());
        } catch (RowFormatException e) {
            throw RowValues.failed(target, String.valueOf(e.getMessage()), span);
        }
    }
}
