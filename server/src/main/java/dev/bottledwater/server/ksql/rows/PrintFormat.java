// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** PRINT: lines of text for people. */
public final class PrintFormat implements ResultFormat {
    private final String mediaType;
    private final boolean recordsOnly;

    /**
     * @param mediaType what the route says of such lines, which differs
     * @param recordsOnly whether lines that aren't records, which name the formats, stay out
     */
    public PrintFormat(String mediaType, boolean recordsOnly) {
        this.recordsOnly = recordsOnly;
        this.mediaType = mediaType;
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public void begin(RowStream rows, ResultBuffer out) {
        // PRINT has no header.
    }

    @Override
    public void row(RowStream.Event.Row row, ResultBuffer out) {
        throw new IllegalStateException("PRINT has lines, not rows");
    }

    @Override
    public void line(String text, ResultBuffer out) throws IOException {
        if (!recordsOnly || text.startsWith("rowtime:")) {
            out.text(text);
            out.text("\n");
        }
    }

    @Override
    public void end(@Nullable String message, ResultBuffer out) {
        // The end of the body says it all.
    }

    @Override
    public void fail(ErrorBody error, ResultBuffer out) throws IOException {
        out.text(error.message());
        out.text("\n");
    }
}
