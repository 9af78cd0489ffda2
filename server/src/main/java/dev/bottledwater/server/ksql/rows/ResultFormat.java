// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.wire.ErrorBody;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** How a result is laid out as bytes. One object serves one result. */
public sealed interface ResultFormat
        permits DelimitedFormat, JsonArrayFormat, V1Format, PrintFormat, ChannelFormat {

    /** The media type that the answer's head tells. */
    String mediaType();

    /** Writes what comes before the rows. */
    void begin(RowStream rows, ResultBuffer out) throws IOException;

    /** Writes a row, or nothing where the form has no place for it. */
    void row(RowStream.Event.Row row, ResultBuffer out) throws IOException;

    /** Writes a line of PRINT. */
    default void line(String text, ResultBuffer out) throws IOException {
        throw new IllegalStateException("Only PRINT has lines, and its result is no JSON");
    }

    /** Writes bytes that mean nothing, so that nobody on the way gives the connection up. */
    default void heartbeat(ResultBuffer out) throws IOException {
        out.text("\n");
    }

    /** Completes what is about to leave as a piece. */
    default void complete(ResultBuffer out) throws IOException {
        // Most forms don't know of pieces.
    }

    /** Writes the regular end. */
    void end(@Nullable String message, ResultBuffer out) throws IOException;

    /** Writes an end that clients take for a failure. */
    void fail(ErrorBody error, ResultBuffer out) throws IOException;
}
