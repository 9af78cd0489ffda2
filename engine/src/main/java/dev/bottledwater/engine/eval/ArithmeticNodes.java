// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/**
 * Arithmetic. A null operand gives null; inside a lambda it fails, so that the lambda's caller is
 * null as a whole (observed). INTEGER and BIGINT wrap on overflow and fail on division by zero,
 * DOUBLE is IEEE 754, DECIMAL fails when the result doesn't fit its type.
 */
final class ArithmeticNodes {
    private ArithmeticNodes() {}

    /** An operand of arithmetic in {@code scope}. */
    static Evaluator operand(Evaluator operand, CompileScope scope) {
        if (scope.parameters().isEmpty()) {
            return operand;
        }
        return (row, errors) -> {
            @Nullable Object value = operand.evaluate(row, errors);
            if (value == null) {
                throw NumberOperations.nullOperand();
            }
            return value;
        };
    }

    private interface IntOperation {
        int apply(int a, int b);
    }

    private interface LongOperation {
        long apply(long a, long b);
    }

    private interface DoubleOperation {
        double apply(double a, double b);
    }

    private interface DecimalOperation {
        BigDecimal apply(BigDecimal a, BigDecimal b);
    }

    static Evaluator of(
            ArithmeticOperator operator, Evaluator left, Evaluator right, SqlType type) {
        return switch (type) {
            case Primitive.INTEGER -> ofInt(intOperation(operator), left, right);
            case Primitive.BIGINT -> ofLong(longOperation(operator), left, right);
            case Primitive.DOUBLE -> ofDouble(doubleOperation(operator), left, right);
            case Decimal decimal -> ofDecimal(decimalOperation(operator, decimal), left, right);
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new IllegalArgumentException(
                            "there is no arithmetic on " + type + " (" + operator.symbol() + ")");
        };
    }

    static Evaluator negate(Evaluator operand, SqlType type) {
        return switch (type) {
            case Primitive.INTEGER -> unary(operand, v -> -(int) v);
            case Primitive.BIGINT -> unary(operand, v -> -(long) v);
            case Primitive.DOUBLE -> unary(operand, v -> -(double) v);
            case Decimal _ -> unary(operand, v -> ((BigDecimal) v).negate());
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new IllegalArgumentException("there is no minus " + type);
        };
    }

    private static Evaluator unary(
            Evaluator operand, java.util.function.Function<Object, Object> operation) {
        return (row, errors) -> {
            @Nullable Object value = operand.evaluate(row, errors);
            return value == null ? null : operation.apply(value);
        };
    }

    private static Evaluator ofInt(IntOperation operation, Evaluator left, Evaluator right) {
        return (row, errors) -> {
            @Nullable Object a = left.evaluate(row, errors);
            @Nullable Object b = right.evaluate(row, errors);
            return a == null || b == null ? null : (Object) operation.apply((int) a, (int) b);
        };
    }

    private static Evaluator ofLong(LongOperation operation, Evaluator left, Evaluator right) {
        return (row, errors) -> {
            @Nullable Object a = left.evaluate(row, errors);
            @Nullable Object b = right.evaluate(row, errors);
            return a == null || b == null ? null : (Object) operation.apply((long) a, (long) b);
        };
    }

    private static Evaluator ofDouble(DoubleOperation operation, Evaluator left, Evaluator right) {
        return (row, errors) -> {
            @Nullable Object a = left.evaluate(row, errors);
            @Nullable Object b = right.evaluate(row, errors);
            return a == null || b == null ? null : (Object) operation.apply((double) a, (double) b);
        };
    }

    private static Evaluator ofDecimal(
            DecimalOperation operation, Evaluator left, Evaluator right) {
        return (row, errors) -> {
            @Nullable Object a = left.evaluate(row, errors);
            @Nullable Object b = right.evaluate(row, errors);
            return a == null || b == null ? null : operation.apply((BigDecimal) a, (BigDecimal) b);
        };
    }

    private static IntOperation intOperation(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> a + b;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> NumberOperations::quotient;
            case MODULO -> NumberOperations::remainder;
        };
    }

    private static LongOperation longOperation(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> a + b;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> NumberOperations::quotient;
            case MODULO -> NumberOperations::remainder;
        };
    }

    private static DoubleOperation doubleOperation(ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> a + b;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case MODULO -> (a, b) -> a % b;
        };
    }

    private static DecimalOperation decimalOperation(ArithmeticOperator operator, Decimal type) {
        return switch (operator) {
            case ADD -> (a, b) -> NumberOperations.sum(a, b, type);
            case SUBTRACT -> (a, b) -> NumberOperations.difference(a, b, type);
            case MULTIPLY -> (a, b) -> NumberOperations.product(a, b, type);
            case DIVIDE -> (a, b) -> NumberOperations.quotient(a, b, type);
            case MODULO -> (a, b) -> NumberOperations.remainder(a, b, type);
        };
    }
}
