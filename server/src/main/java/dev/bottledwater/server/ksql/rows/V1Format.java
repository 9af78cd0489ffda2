// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code /query}'s form: one JSON array of objects, each on a line, that say what they are. Rows
 * are arrays of values or, if a client asks so, Protobuf messages in base64 whose schema the header
 * has.
 */
public final class V1Format implements ResultFormat {
    public static final String MEDIA_TYPE = "application/vnd.ksql.v1+json";

    /** The type of answers whose rows are messages. */
    public static final String PROTOBUF = "application/vnd.ksql.v1+protobuf";

    private static final String COMPLETED = "Query Completed";

    private final @Nullable ProtobufRows messages;
    private List<ResultColumn> columns = List.of();

    /**
     * Clients read by lines. Where a message comes at the end in any case, the comma and the line's
     * end follow each element at once, or a row would wait at the client for the one after it.
     */
    private boolean endsWithMessage;

    private V1Format(@Nullable ProtobufRows messages) {
        this.messages = messages;
    }

    /** Rows as arrays of values. */
    public static V1Format values() {
        return new V1Format(null);
    }

    /** Rows as messages. */
    public static V1Format messages(ProtobufRows messages) {
        return new V1Format(messages);
    }

    @Override
    public String mediaType() {
        return messages == null ? MEDIA_TYPE : PROTOBUF;
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
        json.writeStringField("schema", schema(columns));
        if (messages != null) {
            // the name that is documented, and the one that ksqlDB's own client knows
            json.writeStringField("protoSchema", messages.schema());
            json.writeStringField("protobufSchema", messages.schema());
        }
        json.writeEndObject();
        json.writeEndObject();
        after(out);
    }

    private static String schema(List<ResultColumn> columns) {
        return inSchema(columns).map(V1Format::text).collect(Collectors.joining(", "));
    }

    /** Header columns stand before those of the value, though their values come last in rows. */
    private static Stream<ResultColumn> inSchema(List<ResultColumn> columns) {
        return columns.stream().allMatch(c -> c.header() == null)
                ? columns.stream()
                : columns.stream()
                        .sorted(
                                Comparator.comparingInt(
                                        c -> c.key() ? 0 : c.header() != null ? 1 : 2));
    }

    private static String text(ResultColumn column) {
        return "`%s` %s%s"
                .formatted(
                        column.name().replace("`", "``"),
                        column.type(),
                        column.key()
                                ? " KEY"
                                : column.header() == null ? "" : " " + column.header());
    }

    @Override
    public void row(RowStream.Event.Row row, ResultBuffer out) throws IOException {
        before(out);
        JsonGenerator json = out.json();
        json.writeStartObject();
        json.writeObjectFieldStart("row");
        if (messages == null) {
            json.writeFieldName("columns");
            RowJson.array(json, columns, row.values());
        } else {
            json.writeBinaryField("protobufBytes", messages.message(row.values()));
        }
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
