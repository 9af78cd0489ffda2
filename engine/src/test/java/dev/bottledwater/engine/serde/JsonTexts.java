// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads and writes rows as JSON texts. */
final class JsonTexts {
    static final Formats FORMATS = Formats.builtIn();
    static final SqlType MONEY = new SqlType.Decimal(12, 2);

    static RecordLayout layout(RecordSide side, Wrapping wrapping, Column... columns) {
        return new RecordLayout(
                new FormatSpec("JSON", Map.of(), wrapping), side, "t", List.of(columns));
    }

    static RecordLayout value(Column... columns) {
        return layout(RecordSide.VALUE, Wrapping.DEFAULT, columns);
    }

    static Column col(String name, SqlType type) {
        return new Column(name, type);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The values of all columns; null for no row. */
    static @Nullable List<@Nullable Object> read(RecordLayout layout, @Nullable String json) {
        var target = new @Nullable Object[layout.columns().size()];
        boolean there = FORMATS.reader(layout).read(json == null ? null : utf8(json), target, 0);
        return there ? Arrays.asList(target) : null;
    }

    static @Nullable Object readOne(SqlType type, String json) {
        var row = read(value(col("X", type)), "{\"X\":" + json + "}");
        return row == null ? null : row.getFirst();
    }

    static @Nullable String write(RecordLayout layout, @Nullable Object... values) {
        var bytes = FORMATS.writer(layout).write(Row.of(values), 0);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static void assertMismatch(SqlType type, String json, String expected) {
        assertThatThrownBy(() -> readOne(type, json))
                .isInstanceOf(RowFormatException.class)
                .hasMessage("column `X`" + expected);
    }

    private JsonTexts() {}
}
