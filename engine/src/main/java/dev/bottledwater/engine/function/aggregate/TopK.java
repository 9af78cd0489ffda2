// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.engine.eval.SqlOrder;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * TOPK and TOPKDISTINCT: the greatest values, the greatest first and equal ones in the order of
 * arrival. Rows whose value is null are left out. With more columns an element is a struct of the
 * value that sorts and of those columns. The state is sorted, so that a row costs a binary search
 * and only one that gets in costs a copy.
 */
final class TopK implements Aggregator {
    private final int columns;
    private final int limit;
    private final boolean distinct;
    private final SqlType type;
    private final Comparator<Object> order;

    /**
     * @param types of the column arguments, that of the value first
     * @param limit how many are kept
     * @param distinct whether of equal values only the first is kept
     */
    TopK(List<SqlType> types, int limit, boolean distinct) {
        this.columns = types.size();
        this.limit = limit;
        this.distinct = distinct;
        this.type = new SqlType.Array(element(types));
        var values = SqlOrder.of(types.getFirst());
        this.order = columns == 1 ? values : (a, b) -> values.compare(sortedBy(a), sortedBy(b));
    }

    /** The type of an element of the result. */
    static SqlType element(List<SqlType> types) {
        if (types.size() == 1) {
            return types.getFirst();
        }
        var fields = new ArrayList<SqlType.Field>();
        fields.add(new SqlType.Field("sort_col", types.getFirst()));
        for (int i = 1; i < types.size(); i++) {
            fields.add(new SqlType.Field("col" + (i - 1), types.get(i)));
        }
        return new SqlType.Struct(fields);
    }

    @Override
    public SqlType stateType() {
        return type;
    }

    @Override
    public Object initial() {
        return List.of();
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        var kept = Elements.of(state);
        var value = arguments.get(from);
        return value == null ? kept : with(kept, columns == 1 ? value : struct(arguments, from));
    }

    @Override
    public Object result(@Nullable Object state) {
        return Elements.of(state);
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        var kept = Elements.of(left);
        if (kept.isEmpty()) {
            return Elements.of(right);
        }
        for (Object element : Elements.of(right)) {
            kept = with(kept, element);
        }
        return kept;
    }

    private List<?> with(List<?> kept, Object element) {
        int low = 0;
        int high = kept.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int compared = order.compare(kept.get(middle), element);
            if (compared == 0 && distinct) {
                return kept;
            }
            if (compared >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low >= limit ? kept : Elements.inserted(kept, low, element, limit);
    }

    private StructValue struct(ArgumentValues arguments, int from) {
        var fields = new @Nullable Object[columns];
        for (int i = 0; i < columns; i++) {
            fields[i] = arguments.get(from + i);
        }
        return StructValue.of(fields);
    }

    private static Object sortedBy(Object element) {
        if (((StructValue) element).get(0) instanceof Object value) {
            return value;
        }
        throw new IllegalStateException("a row without a value to sort by was kept");
    }
}
