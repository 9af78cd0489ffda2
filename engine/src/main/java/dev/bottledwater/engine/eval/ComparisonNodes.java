// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

/** Comparisons. One with a null is false, whatever the operator, except IS DISTINCT FROM. */
final class ComparisonNodes {
    private ComparisonNodes() {}

    /** A comparison of two values that are not null. */
    private interface Test {
        boolean test(Object a, Object b);
    }

    static Evaluator of(
            ComparisonOperator operator, Evaluator left, Evaluator right, SqlType type) {
        var test = test(operator, type);
        return (row, errors) -> {
            @Nullable Object a = left.evaluate(row, errors);
            if (a == null) {
                return Boolean.FALSE;
            }
            @Nullable Object b = right.evaluate(row, errors);
            return b != null && test.test(a, b);
        };
    }

    static Evaluator distinctFrom(Evaluator left, Evaluator right, SqlType type, boolean negated) {
        var equal = test(ComparisonOperator.EQUAL, type);
        return (row, errors) -> {
            @Nullable Object a = left.evaluate(row, errors);
            @Nullable Object b = right.evaluate(row, errors);
            boolean same = a == null || b == null ? a == b : equal.test(a, b);
            return same == negated;
        };
    }

    static Evaluator in(Evaluator value, Evaluator[] candidates, SqlType type) {
        var equal = test(ComparisonOperator.EQUAL, type);
        return (row, errors) -> {
            @Nullable Object v = value.evaluate(row, errors);
            if (v == null) {
                return Boolean.FALSE;
            }
            for (var candidate : candidates) {
                @Nullable Object c = candidate.evaluate(row, errors);
                if (c != null && equal.test(v, c)) {
                    return Boolean.TRUE;
                }
            }
            return Boolean.FALSE;
        };
    }

    private static Test test(ComparisonOperator operator, SqlType type) {
        return switch (type) {
            case Primitive.INTEGER -> ofInt(operator);
            case Primitive.BIGINT -> ofLong(operator);
            case Primitive.DOUBLE -> ofDouble(operator);
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> ofEquality(operator, type);
            case Primitive _, SqlType.Decimal _ -> ofOrder(operator, type);
        };
    }

    private static Test ofInt(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> (a, b) -> (int) a == (int) b;
            case NOT_EQUAL -> (a, b) -> (int) a != (int) b;
            case LESS -> (a, b) -> (int) a < (int) b;
            case LESS_OR_EQUAL -> (a, b) -> (int) a <= (int) b;
            case GREATER -> (a, b) -> (int) a > (int) b;
            case GREATER_OR_EQUAL -> (a, b) -> (int) a >= (int) b;
        };
    }

    private static Test ofLong(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> (a, b) -> (long) a == (long) b;
            case NOT_EQUAL -> (a, b) -> (long) a != (long) b;
            case LESS -> (a, b) -> (long) a < (long) b;
            case LESS_OR_EQUAL -> (a, b) -> (long) a <= (long) b;
            case GREATER -> (a, b) -> (long) a > (long) b;
            case GREATER_OR_EQUAL -> (a, b) -> (long) a >= (long) b;
        };
    }

    private static Test ofDouble(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> (a, b) -> (double) a == (double) b;
            case NOT_EQUAL -> (a, b) -> (double) a != (double) b;
            case LESS -> (a, b) -> (double) a < (double) b;
            case LESS_OR_EQUAL -> (a, b) -> (double) a <= (double) b;
            case GREATER -> (a, b) -> (double) a > (double) b;
            case GREATER_OR_EQUAL -> (a, b) -> (double) a >= (double) b;
        };
    }

    private static Test ofEquality(ComparisonOperator operator, SqlType type) {
        return switch (operator) {
            case EQUAL -> Object::equals;
            case NOT_EQUAL -> (a, b) -> !a.equals(b);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    throw new IllegalArgumentException(
                            "values of " + type + " have no order for " + operator.symbol());
        };
    }

    private static Test ofOrder(ComparisonOperator operator, SqlType type) {
        var order = SqlOrder.of(type);
        return switch (operator) {
            case EQUAL -> (a, b) -> order.compare(a, b) == 0;
            case NOT_EQUAL -> (a, b) -> order.compare(a, b) != 0;
            case LESS -> (a, b) -> order.compare(a, b) < 0;
            case LESS_OR_EQUAL -> (a, b) -> order.compare(a, b) <= 0;
            case GREATER -> (a, b) -> order.compare(a, b) > 0;
            case GREATER_OR_EQUAL -> (a, b) -> order.compare(a, b) >= 0;
        };
    }
}
