// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.engine.eval.SqlOrder;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;

/** MIN and MAX: nulls are left out, and of nothing it is null. */
final class Extreme implements Aggregator {
    private final SqlType type;
    private final Comparator<Object> order;
    private final int sign;

    /**
     * @param sign 1 for MAX, -1 for MIN
     */
    Extreme(SqlType type, int sign) {
        this.type = type;
        this.order = SqlOrder.of(type);
        this.sign = sign;
    }

    @Override
    public SqlType stateType() {
        return type;
    }

    @Override
    public @Nullable Object initial() {
        return null;
    }

    @Override
    public @Nullable Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        return merge(state, arguments.get(from));
    }

    @Override
    public @Nullable Object result(@Nullable Object state) {
        return state;
    }

    @Override
    public @Nullable Object merge(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return sign * order.compare(right, left) > 0 ? right : left;
    }
}
