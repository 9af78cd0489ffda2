// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.wire.row.QueryHeader;
import dev.bottledwater.wire.row.ResultRow;

/** Prints the rows of one query as they come. One thread calls it: header, rows, end. */
public interface RowPrinter extends AutoCloseable {
    /** Begins. */
    void header(QueryHeader header);

    /** Prints a row. */
    void row(ResultRow row);

    /**
     * Ends.
     *
     * @param reason why, such as {@code Limit Reached}; empty when there is nothing to say
     */
    void end(String reason);

    /** Gives up what {@link #end} would, when the query failed; does nothing after it. */
    @Override
    default void close() {}
}
