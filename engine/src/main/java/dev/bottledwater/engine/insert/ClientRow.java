// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.insert;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A row that a client sends.
 *
 * @param values one per column of the source's schema
 * @param rowtime the record's time in milliseconds, null for now
 */
public record ClientRow(Row values, @Nullable Long rowtime) {

    /**
     * Fits what a client sends into the columns of a source.
     *
     * @param columns values by name, as JSON has them
     * @throws UnfitRowException with KSQL's words for INSERT INTO … VALUES
     */
    public static ClientRow of(Map<String, ? extends @Nullable Object> columns, Source source) {
        var schema = source.schema().columns();
        var values = new @Nullable Object[schema.size()];
        var named = new boolean[schema.size()];
        Long rowtime = null;
        for (var entry : columns.entrySet()) {
            var name = entry.getKey();
            int index = indexOf(name, source);
            if (index >= 0) {
                if (named[index]) {
                    throw new UnfitRowException("Column `%s` is named twice.".formatted(name));
                }
                named[index] = true;
                var column = schema.get(index);
                values[index] =
                        JsonValues.typed(
                                entry.getValue(), column.type(), "`%s`".formatted(column.name()));
            } else if (JsonValues.isNameOf(name, PseudoColumn.ROWTIME.name())) {
                rowtime = (Long) JsonValues.typed(entry.getValue(), Primitive.BIGINT, "`ROWTIME`");
            } else {
                throw unknown(name, source);
            }
        }
        checkKey(values, source);
        return new ClientRow(Row.of(values), rowtime);
    }

    private static int indexOf(String name, Source source) {
        var schema = source.schema().columns();
        for (int i = 0; i < schema.size(); i++) {
            if (JsonValues.isNameOf(name, schema.get(i).name())) {
                return i;
            }
        }
        return -1;
    }

    private static UnfitRowException unknown(String name, Source source) {
        if (source.headers().stream().anyMatch(h -> JsonValues.isNameOf(name, h.name()))) {
            return new UnfitRowException("Cannot insert into HEADER columns: " + name);
        }
        var guess =
                Suggestions.didYouMean(
                        name, source.schema().columns().stream().map(Column::name).toList());
        return new UnfitRowException(
                "Column name `%s` does not exist.%s"
                        .formatted(name, guess.isEmpty() ? "" : " " + guess));
    }

    private static void checkKey(@Nullable Object[] values, Source source) {
        for (int i = 0; i < source.schema().keyCount(); i++) {
            if (values[i] == null && source.kind() == SourceKind.TABLE) {
                throw new UnfitRowException(
                        "Value for primary key column(s) `%s` is required for tables"
                                .formatted(source.schema().columns().get(i).name()));
            }
        }
    }
}
