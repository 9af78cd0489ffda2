// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * COLLECT_LIST: all values in the order of arrival, nulls among them.
 *
 * @param type of the values
 * @param limit how many are kept; later ones are left out
 */
record CollectList(SqlType type, int limit) implements Aggregator {
    static final String LIMIT = "ksql.functions.collect_list.limit";

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
        return values.size() >= limit
                ? values
                : Elements.inserted(values, values.size(), arguments.get(from), limit);
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    /** Of equal values the last goes; one that the limit had left out isn't there. */
    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        var values = Elements.of(state);
        int index = values.lastIndexOf(arguments.get(from));
        return index < 0 ? values : Elements.removed(values, index);
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
        int room = Math.min(limit - Math.min(limit, first.size()), then.size());
        if (room == 0) {
            return first;
        }
        var both = new ArrayList<@Nullable Object>(first.size() + room);
        both.addAll(first);
        both.addAll(then.subList(0, room));
        return both;
    }
}
