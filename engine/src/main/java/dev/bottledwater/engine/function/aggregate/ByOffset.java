// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
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
        int n = Limits.literal(count, earliest ? "earliestN" : "latestN");
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
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        var values = Elements.of(state);
        @Nullable Object value = arguments.get(from);
        if (value == null && ignoreNulls || earliest && values.size() == count) {
            return values;
        }
        return values.size() == count
                ? Elements.shifted(values, value)
                : Elements.inserted(values, values.size(), value, count);
    }

    @Override
    public @Nullable Object result(@Nullable Object state) {
        var values = Elements.of(state);
        if (!single) {
            return values;
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        if (Elements.of(left).isEmpty()) {
            return Elements.of(right);
        }
        var both = new ArrayList<@Nullable Object>(Elements.of(left));
        both.addAll(Elements.of(right));
        int surplus = both.size() - count;
        if (surplus <= 0) {
            return both;
        }
        return new ArrayList<>(
                earliest ? both.subList(0, count) : both.subList(surplus, both.size()));
    }
}
