// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** {@code /query-stream}'s own form: a line for the header and one for each row. */
public final class DelimitedFormat implements ResultFormat {
    public static final String MEDIA_TYPE = "application/vnd.ksqlapi.delimited.v1";

    private List<ResultColumn> columns = List.of();

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public void begin(RowStream rows, ResultBuffer out) throws IOException {
        columns = rows.columns();
        RowJson.header(out.json(), rows);
        out.text("\n");
    }

    /** Deletions have no form here. */
    @Override
    public void row(RowStream.Event.Row row, ResultBuffer out) throws IOException {
        if (!row.tombstone()) {
            RowJson.array(out.json(), columns, row.values());
            out.text("\n");
        }
    }

    @Override
    public void end(@Nullable String message, ResultBuffer out) {
        // The end of the body says it all.
    }

    @Override
    public void fail(ErrorBody error, ResultBuffer out) throws IOException {
        out.document(error);
        out.text("\n");
    }
}
