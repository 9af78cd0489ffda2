// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * ATTR: the value that all rows have; null when they differ, and null is a value like others. The
 * state is each different value with the number of its rows, which a table's changes need. Over a
 * stream two different values say all, for ever, and nothing is counted.
 *
 * @param undoes whether rows may be taken back
 */
record Attribute(SqlType type, boolean undoes) implements Aggregator {

    @Override
    public SqlType stateType() {
        return new SqlType.Array(
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("VALUE", type),
                                new SqlType.Field("COUNT", Primitive.BIGINT))));
    }

    @Override
    public Object initial() {
        return List.of();
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        return with(Elements.of(state), arguments.get(from), 1);
    }

    @Override
    public boolean canUndo() {
        return undoes;
    }

    @Override
    public Aggregator withoutUndo() {
        return new Attribute(type, false);
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        return with(Elements.of(state), arguments.get(from), -1);
    }

    @Override
    public @Nullable Object result(@Nullable Object state) {
        var entries = Elements.of(state);
        return entries.size() == 1 ? value(entries.getFirst()) : null;
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        var entries = Elements.of(left);
        if (entries.isEmpty()) {
            return Elements.of(right);
        }
        for (Object entry : Elements.of(right)) {
            entries = with(entries, value(entry), count(entry));
        }
        return entries;
    }

    private List<?> with(List<?> entries, @Nullable Object value, long change) {
        if (!undoes && entries.size() > 1) {
            return entries;
        }
        for (int i = 0; i < entries.size(); i++) {
            if (Objects.equals(value(entries.get(i)), value)) {
                if (!undoes) {
                    return entries;
                }
                long count = count(entries.get(i)) + change;
                return count <= 0
                        ? Elements.removed(entries, i)
                        : Elements.replaced(entries, i, StructValue.of(value, count));
            }
        }
        return change <= 0
                ? entries
                : Elements.inserted(
                        entries, entries.size(), StructValue.of(value, change), Integer.MAX_VALUE);
    }

    private static @Nullable Object value(Object entry) {
        return ((StructValue) entry).get(0);
    }

    private static long count(Object entry) {
        return ((StructValue) entry).get(1) instanceof Long count ? count : 0;
    }
}
