// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /query}'s form: one JSON array of objects, each on a line, that say what they are. */
public final class V1Format implements ResultFormat {
    public static final String MEDIA_TYPE = "application/vnd.ksql.v1+json";
    private static final String COMPLETED = "Query Completed";

    private List<ResultColumn> columns = List.of();

    /**
     * Clients read by lines. Where a message comes at the end in any case, the comma and the line's
     * end follow each element at once, or a row would wait at the client for the one after it.
     */
    private boolean endsWithMessage;

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public void begin(RowStream rows, ResultBuffer out) throws IOException {
        columns = rows.columns();
        endsWithMessage = rows.kind() != Kind.PULL_TABLE;
        out.text("[");
        JsonGenerator json = out.json();
        json.writeStartObject();
        json.writeObjectFieldStart("header");
        json.writeStringField("queryId", rows.queryId());
        json.writeStringField(
                "schema", columns.stream().map(V1Format::text).collect(Collectors.joining(", ")));
        json.writeEndObject();
        json.writeEndObject();
        after(out);
    }

    private static String text(ResultColumn column) {
        return "`%s` %s%s"
                .formatted(
                        column.name().replace("`", "``"),
                        column.type(),
                        column.key() ? " KEY" : "");
    }

    @Override
    public void row(RowStream.Event.Row row, ResultBuffer out) throws IOException {
        before(out);
        JsonGenerator json = out.json();
        json.writeStartObject();
        json.writeObjectFieldStart("row");
        json.writeFieldName("columns");
        RowJson.array(json, columns, row.values());
        if (row.tombstone()) {
            json.writeBooleanField("tombstone", true);
        }
        json.writeEndObject();
        json.writeEndObject();
        after(out);
    }

    @Override
    public void end(@Nullable String message, ResultBuffer out) throws IOException {
        String last = message == null && endsWithMessage ? COMPLETED : message;
        if (last != null) {
            before(out);
            JsonGenerator json = out.json();
            json.writeStartObject();
            json.writeStringField("finalMessage", last);
            json.writeEndObject();
        }
        out.text("]");
    }

    @Override
    public void fail(ErrorBody error, ResultBuffer out) throws IOException {
        before(out);
        out.text("{\"errorMessage\":");
        out.document(error);
        out.text("}]");
    }

    private void before(ResultBuffer out) throws IOException {
        if (!endsWithMessage) {
            out.text(",\n");
        }
    }

    private void after(ResultBuffer out) throws IOException {
        if (endsWithMessage) {
            out.text(",\n");
        }
    }
}
