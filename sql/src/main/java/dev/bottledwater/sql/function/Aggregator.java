// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

/**
 * The code of one aggregate call, after its argument types and constants are known. Stateless: the
 * state is a value of {@link #stateType()} that the engine keeps in its store, and every method
 * returns the new state without changing the old. Exceptions say why an argument is refused.
 */
public interface Aggregator {

    /** The type of the state, so that it can be stored like a column. */
    SqlType stateType();

    /** The state before any row; may be null. */
    @Nullable Object initial();

    /**
     * The state after a row.
     *
     * @param from where in {@code arguments} those of this call start
     */
    @Nullable Object add(@Nullable Object state, ArgumentValues arguments, int from);

    /** The result for a state. */
    @Nullable Object result(@Nullable Object state);

    /** Whether {@link #undo} works, which aggregations over tables need. */
    default boolean canUndo() {
        return false;
    }

    /** The state as if the row of these arguments had not been added. */
    default @Nullable Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        throw new IllegalStateException("this aggregate function cannot undo");
    }

    /**
     * The same function for rows of a stream, which are never taken back, so that it may keep less;
     * states have the same type.
     */
    default Aggregator withoutUndo() {
        return this;
    }

    /** The state of two adjacent sessions as one; {@code left} is the earlier. */
    @Nullable Object merge(@Nullable Object left, @Nullable Object right);
}
