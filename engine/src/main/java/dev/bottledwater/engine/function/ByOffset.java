// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * EARLIEST_BY_OFFSET and LATEST_BY_OFFSET: the first or last values in the order of arrival.
 *
 * @param type of the values
 * @param count how many are kept
 * @param single whether the result is a value and not an array
 */
record ByOffset(SqlType type, boolean earliest, boolean ignoreNulls, int count, boolean single)
        implements Aggregator {

    static Aggregator one(List<SqlType> types, boolean earliest, boolean ignoreNulls) {
        return new ByOffset(types.getFirst(), earliest, ignoreNulls, 1, true);
    }

    /**
     * @throws IllegalArgumentException for a count that is null or less than 1
     */
    static Aggregator several(
            List<SqlType> types, boolean earliest, boolean ignoreNulls, @Nullable Object count) {
        if (!(count instanceof Integer n) || n < 1) {
            throw new IllegalArgumentException(
                    "%s_BY_OFFSET needs a number of values of 1 or more"
                            .formatted(earliest ? "EARLIEST" : "LATEST"));
        }
        return new ByOffset(types.getFirst(), earliest, ignoreNulls, n, false);
    }

    @Override
    public SqlType stateType() {
        return new SqlType.Array(type);
    }

    @Override
    public Object initial() {
        return List.of();
    }

    @Override
    public Object add(@Nullable Object state, @Nullable Object[] arguments) {
        var values = values(state);
        @Nullable Object value = arguments[0];
        if (value == null && ignoreNulls || earliest && values.size() == count) {
            return values;
        }
        var more = new ArrayList<@Nullable Object>(values);
        more.add(value);
        return kept(more);
    }

    @Override
    public @Nullable Object result(@Nullable Object state) {
        var values = values(state);
        if (!single) {
            return values;
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        var both = new ArrayList<@Nullable Object>(values(left));
        both.addAll(values(right));
        return kept(both);
    }

    private List<?> kept(List<@Nullable Object> values) {
        int surplus = values.size() - count;
        if (surplus <= 0) {
            return values;
        }
        return new ArrayList<>(
                earliest ? values.subList(0, count) : values.subList(surplus, values.size()));
    }

    private static List<?> values(@Nullable Object state) {
        return state == null ? List.of() : (List<?>) state;
    }
}
