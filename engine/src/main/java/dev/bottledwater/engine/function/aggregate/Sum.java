// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.function.BinaryOperator;

/**
 * SUM: nulls are left out, the sum of nothing is 0 (observed in KSQL's published cases), and a sum
 * that its type can't hold is a {@link FunctionException}. A DOUBLE sum from which values were
 * taken away again may differ from the exact one in its last digits.
 */
record Sum(
        SqlType stateType,
        Object initial,
        BinaryOperator<Object> plus,
        BinaryOperator<Object> minus)
        implements Aggregator {

    static Sum of(SqlType type) {
        return switch (type) {
            case Primitive.INTEGER ->
                    new Sum(
                            type,
                            0,
                            (a, b) -> fit((long) (int) a + (int) b),
                            (a, b) -> fit((long) (int) a - (int) b));
            case Primitive.BIGINT -> new Sum(type, 0L, Sum::addLongs, Sum::subtractLongs);
            case Primitive.DOUBLE ->
                    new Sum(
                            type,
                            0.0,
                            (a, b) -> (double) a + (double) b,
                            (a, b) -> (double) a - (double) b);
            case Decimal decimal ->
                    new Sum(
                            type,
                            BigDecimal.ZERO.setScale(decimal.scale()),
                            (a, b) -> fit(((BigDecimal) a).add((BigDecimal) b), decimal),
                            (a, b) -> fit(((BigDecimal) a).subtract((BigDecimal) b), decimal));
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new IllegalArgumentException("there is no SUM of " + type);
        };
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        return combine(state, arguments.get(from), plus);
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        return combine(state, arguments.get(from), minus);
    }

    @Override
    public Object result(@Nullable Object state) {
        return state == null ? initial : state;
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        return combine(left, right, plus);
    }

    /** The sum less a value. */
    Object without(@Nullable Object sum, Object value) {
        return combine(sum, value, minus);
    }

    private Object combine(
            @Nullable Object state, @Nullable Object value, BinaryOperator<Object> operation) {
        var sum = state == null ? initial : state;
        return value == null ? sum : operation.apply(sum, value);
    }

    private static Object fit(long sum) {
        if (sum != (int) sum) {
            throw overflow(Primitive.INTEGER);
        }
        return (int) sum;
    }

    private static Object addLongs(Object a, Object b) {
        try {
            return Math.addExact((long) a, (long) b);
        } catch (ArithmeticException e) {
            throw overflow(Primitive.BIGINT);
        }
    }

    private static Object subtractLongs(Object a, Object b) {
        try {
            return Math.subtractExact((long) a, (long) b);
        } catch (ArithmeticException e) {
            throw overflow(Primitive.BIGINT);
        }
    }

    private static Object fit(BigDecimal sum, Decimal type) {
        if (sum.precision() > type.precision()) {
            throw overflow(type);
        }
        return sum;
    }

    private static FunctionException overflow(SqlType type) {
        return new FunctionException(
                "Numeric field overflow: the sum has more digits than "
                        + type
                        + " holds; CAST the column to a wider type");
    }
}
