// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** {@code /query-stream} as one JSON array: the header, then an array for each row. */
public final class JsonArrayFormat implements ResultFormat {
    public static final String MEDIA_TYPE = "application/json";

    private List<ResultColumn> columns = List.of();

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public void begin(RowStream rows, ResultBuffer out) throws IOException {
        columns = rows.columns();
        out.text("[");
        RowJson.header(out.json(), rows);
    }

    /** Deletions have no form here. */
    @Override
    public void row(RowStream.Event.Row row, ResultBuffer out) throws IOException {
        if (!row.tombstone()) {
            out.text(",");
            RowJson.array(out.json(), columns, row.values());
        }
    }

    @Override
    public void end(@Nullable String message, ResultBuffer out) throws IOException {
        out.text("]");
    }

    @Override
    public void fail(ErrorBody error, ResultBuffer out) throws IOException {
        out.text(",");
        out.document(error);
        out.text("]");
    }
}
