// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.schema.KeyWindow;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Values as expressions have them: of constants, and of the columns of records. */
public final class RowValues {
    private RowValues() {}

    /**
     * The value of an expression without columns.
     *
     * @param column the column it is for
     * @param span the statement that holds it
     * @throws SqlException when it fails
     */
    public static @Nullable Object constant(
            TypedExpression expression, String column, Source target, SourceSpan span) {
        var failures = new ArrayList<String>();
        var value =
                ExpressionCompiler.interpreter()
                        .compile(expression, "column `%s`".formatted(column))
                        .evaluate(Row.of(), (sentence, _) -> failures.add(sentence));
        if (!failures.isEmpty()) {
            throw failed(target, failures.getFirst(), span);
        }
        return value;
    }

    /** The refusal of values for a source, in the server's words. */
    static SqlException failed(Source target, String reason, SourceSpan span) {
        return new SqlException(
                ErrorCode.INVALID_VALUE,
                "Failed to insert values into '%s'. %s".formatted(target.name(), reason),
                span,
                null);
    }

    /**
     * The columns of a record by name, with ROWTIME and, for a windowed key, WINDOWSTART and
     * WINDOWEND.
     *
     * @param source the source on the record's topic
     * @throws RowFormatException when the record isn't in the source's formats
     */
    public static Map<String, @Nullable Object> of(
            LoggedRecord record, Source source, Formats formats) {
        var schema = source.schema();
        var values = new @Nullable Object[schema.columns().size()];
        var columns = new HashMap<String, @Nullable Object>();
        var key = record.key();
        var window = source.window();
        if (key != null && window != null) {
            boolean session = window.type() == KeyWindow.Type.SESSION;
            int inner = key.length - (session ? 2 : 1) * Long.BYTES;
            if (inner < 0) {
                throw new RowFormatException(
                        "the windowed key has only %d bytes".formatted(key.length));
            }
            var bounds = ByteBuffer.wrap(key, inner, key.length - inner);
            long first = bounds.getLong();
            columns.put("WINDOWSTART", session ? bounds.getLong() : first);
            columns.put("WINDOWEND", session ? first : first + window.size().orElse(0L));
            key = Arrays.copyOf(key, inner);
        }
        formats.reader(RecordLayout.of(source, RecordSide.KEY, source.topic()))
                .read(key, values, 0);
        formats.reader(RecordLayout.of(source, RecordSide.VALUE, source.topic()))
                .read(record.value(), values, schema.keyCount());
        for (int i = 0; i < values.length; i++) {
            columns.put(schema.columns().get(i).name(), values[i]);
        }
        columns.put("ROWTIME", record.timestamp());
        return Collections.unmodifiableMap(columns);
    }
}
