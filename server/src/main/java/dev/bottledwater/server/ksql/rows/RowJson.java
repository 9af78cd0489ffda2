// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.wire.row.StreamHeader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** The parts that forms share. */
final class RowJson {
    private RowJson() {}

    /** Writes a row's values as an array. */
    static void array(JsonGenerator json, List<ResultColumn> columns, @Nullable Object[] values)
            throws IOException {
        json.writeStartArray();
        for (int i = 0; i < columns.size(); i++) {
            ValueJson.write(json, columns.get(i).type(), values[i]);
        }
        json.writeEndArray();
    }

    /** The header of {@code /query-stream}. */
    static StreamHeader header(RowStream rows) {
        return new StreamHeader(
                rows.queryId(),
                rows.columns().stream().map(ResultColumn::name).toList(),
                rows.columns().stream().map(column -> column.type().toString()).toList());
    }
}
