// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.ResultColumn;

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

    /** Writes the header of {@code /query-stream}, as {@code wire}'s StreamHeader reads it. */
    static void header(JsonGenerator json, RowStream rows) throws IOException {
        json.writeStartObject();
        json.writeStringField("queryId", rows.queryId());
        json.writeArrayFieldStart("columnNames");
        for (ResultColumn column : rows.columns()) {
            json.writeString(column.name());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("columnTypes");
        for (ResultColumn column : rows.columns()) {
            json.writeString(column.type().toString());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
