// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.ir.TypedExpression;

import org.jspecify.annotations.Nullable;

/** How the rows of two sides meet (language reference, section 9). */
public sealed interface JoinMethod {

    /**
     * Two streams: records of one key that lie close enough in time.
     *
     * @param before how much earlier than the left record the right one may be, in milliseconds
     * @param after how much later it may be, in milliseconds
     * @param grace how long late records are still joined, in milliseconds; null for KSQL's default
     *     of 24 hours, with rows without a partner emitted at once and not when the window closes
     */
    record Windowed(long before, long after, @Nullable Long grace) implements JoinMethod {}

    /** A stream looks its key up in a table. */
    record Lookup() implements JoinMethod {}

    /** Two tables of one key. */
    record Tables() implements JoinMethod {}

    /**
     * Two tables, of which the left one holds keys of the right one.
     *
     * @param key the right table's key over a row of the left one
     */
    record ForeignKey(TypedExpression key) implements JoinMethod {}
}
