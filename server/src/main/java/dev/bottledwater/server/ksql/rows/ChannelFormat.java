// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.server.web.MessageChannel;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code /ws/query}'s form: a message with the columns, then for push queries one with each row,
 * for pull queries arrays of rows as they are at hand, for PRINT one with each line. The codes that
 * a channel is closed with say what the end is.
 */
public final class ChannelFormat implements ResultFormat {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int CANNOT_ACCEPT = 1003;
    private static final int INTERNAL_ERROR = 1011;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int SHUTTING_DOWN = 50303;

    private final String columnsMessage;
    private List<ResultColumn> columns = List.of();
    private boolean batching;
    private boolean inBatch;
    private @Nullable ErrorBody failure;

    /**
     * @param columnsMessage the JSON of the columns
     */
    public ChannelFormat(String columnsMessage) {
        this.columnsMessage = columnsMessage;
    }

    @Override
    public String mediaType() {
        return JsonArrayFormat.MEDIA_TYPE;
    }

    @Override
    public void begin(RowStream rows, ResultBuffer out) throws IOException {
        columns = rows.columns();
        batching = rows.kind() == Kind.PULL_TABLE || rows.kind() == Kind.PULL_STREAM;
        if (rows.kind() != Kind.PRINT) {
            out.text(columnsMessage);
        }
    }

    @Override
    public void row(RowStream.Event.Row row, ResultBuffer out) throws IOException {
        element(out);
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
    }

    @Override
    public void line(String text, ResultBuffer out) throws IOException {
        out.text(text);
    }

    @Override
    public void end(@Nullable String message, ResultBuffer out) {
        // The close says it.
    }

    @Override
    public void fail(ErrorBody error, ResultBuffer out) throws IOException {
        failure = error;
        element(out);
        out.text(errorMessage(error));
    }

    private void element(ResultBuffer out) throws IOException {
        if (batching) {
            out.text(inBatch ? "," : "[");
            inBatch = true;
        }
    }

    @Override
    public void complete(ResultBuffer out) throws IOException {
        if (inBatch) {
            out.text("]");
            inBatch = false;
        }
    }

    /** Closes a channel after its result. */
    void close(MessageChannel channel) throws IOException {
        if (failure == null) {
            channel.close(NORMAL, "done");
        } else {
            channel.close(code(failure), failure.message());
        }
    }

    /** Tells a client of a request without a result, and closes its channel. */
    public static void refuse(MessageChannel channel, ErrorBody error) throws IOException {
        channel.send(ByteBuffer.wrap(errorMessage(error).getBytes(StandardCharsets.UTF_8)));
        channel.close(code(error), error.message());
    }

    private static String errorMessage(ErrorBody error) {
        return "{\"errorMessage\":" + WireJson.write(error) + "}";
    }

    private static int code(ErrorBody error) {
        if (error.errorCode() == SHUTTING_DOWN) {
            return GOING_AWAY;
        }
        return switch (error.httpStatus()) {
            case 429, 503 -> TRY_AGAIN_LATER;
            case 500 -> INTERNAL_ERROR;
            default -> CANNOT_ACCEPT;
        };
    }
}
