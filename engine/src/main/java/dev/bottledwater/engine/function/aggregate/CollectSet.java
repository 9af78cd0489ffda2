// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * COLLECT_SET: each value once, in the order of its first arrival; null is a value.
 *
 * @param type of the values
 * @param limit how many are kept; later ones are left out
 */
record CollectSet(SqlType type, int limit) implements Aggregator {
    static final String LIMIT = "ksql.functions.collect_set.limit";

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
        return values.size() >= limit || values.contains(value)
                ? values
                : Elements.inserted(values, values.size(), value, limit);
    }

    @Override
    public Object result(@Nullable Object state) {
        return Elements.of(state);
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        var first = Elements.of(left);
        var then = Elements.of(right);
        if (first.isEmpty() && then.size() <= limit) {
            return then;
        }
        var both = new LinkedHashSet<@Nullable Object>(first);
        for (@Nullable Object value : then) {
            if (both.size() < limit) {
                both.add(value);
            }
        }
        return new ArrayList<>(both);
    }
}
