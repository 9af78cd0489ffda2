// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.delimited;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads the wanted columns of the first line; the others are passed over as bytes. */
final class DelimitedRowReader implements RowReader {
    private final RecordSide side;
    private final List<Column> columns;
    private final int[] positions;
    private final FieldValues.Parser[] parsers;
    private final byte[] delimiter;

    DelimitedRowReader(RecordLayout layout, int[] wanted, char delimiter) {
        this.side = layout.side();
        this.columns = layout.columns();
        this.positions = new int[columns.size()];
        Arrays.fill(positions, -1);
        for (int i = 0; i < wanted.length; i++) {
            positions[wanted[i]] = i;
        }
        this.parsers =
                columns.stream()
                        .map(c -> FieldValues.parser(c.type()))
                        .toArray(FieldValues.Parser[]::new);
        this.delimiter = String.valueOf(delimiter).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean read(byte @Nullable [] data, @Nullable Object[] target, int offset) {
        if (data == null) {
            return false;
        }
        if (data.length == 0) {
            throw new RowFormatException(
                    "the %s is empty, but %d columns were expected"
                            .formatted(side, columns.size()));
        }
        var field = new FieldCursor(data, delimiter);
        int count = 0;
        while (next(field, count)) {
            if (count < positions.length && positions[count] >= 0) {
                target[offset + positions[count]] = value(field, count);
            }
            count++;
        }
        if (count != columns.size()) {
            throw new RowFormatException(
                    "expected %d columns but the %s has %d".formatted(columns.size(), side, count));
        }
        return true;
    }

    private boolean next(FieldCursor field, int column) {
        try {
            return field.next();
        } catch (FieldMismatch e) {
            throw failed(e, column);
        }
    }

    private @Nullable Object value(FieldCursor field, int column) {
        var text = field.text();
        if (text == null || text.isEmpty() && columns.get(column).type() != Primitive.STRING) {
            return null;
        }
        try {
            return parsers[column].parse(text);
        } catch (FieldMismatch e) {
            throw failed(e, column);
        }
    }

    private RowFormatException failed(FieldMismatch e, int column) {
        return new RowFormatException(
                "%s: expected %s but the %s has %s"
                        .formatted(
                                column < columns.size()
                                        ? (side == RecordSide.KEY ? "key " : "")
                                                + "column `"
                                                + columns.get(column).name()
                                                + "`"
                                        : "field " + (column + 1),
                                e.expected(),
                                side,
                                e.found()));
    }
}
