// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.Numbers;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

/** Types of {@code + - * / %} and of {@code ||}. */
final class ArithmeticTyping {
    private ArithmeticTyping() {}

    /**
     * The typed operation: operands are cast to their common kind, {@code +} over strings joins
     * them.
     */
    static TypedExpression type(
            Expression.Arithmetic node, Typing left, Typing right, Clause clause) {
        var l = left.typed();
        var r = right.typed();
        if (l == null || r == null) {
            throw failure(
                    node,
                    clause,
                    "Arithmetic on types %s and %s are not supported."
                            .formatted(typeText(l), typeText(r)));
        }
        boolean concat = node.operator() == Expression.ArithmeticOperator.CONCAT;
        if (l.type() == Primitive.STRING
                && r.type() == Primitive.STRING
                && (concat || node.operator() == Expression.ArithmeticOperator.ADD)) {
            return new TypedExpression.Concat(l, r);
        }
        if (concat || !l.type().isNumeric() || !r.type().isNumeric()) {
            throw failure(
                    node,
                    clause,
                    "Unsupported arithmetic types. %s %s"
                            .formatted(baseName(l.type()), baseName(r.type())));
        }
        return numeric(operator(node.operator()), l, r);
    }

    /** An operation on two numbers. */
    static TypedExpression numeric(
            ArithmeticOperator operator, TypedExpression l, TypedExpression r) {
        var a = l.type();
        var b = r.type();
        if (a instanceof SqlType.Decimal || b instanceof SqlType.Decimal) {
            if (a != Primitive.DOUBLE && b != Primitive.DOUBLE) {
                var x = Numbers.asDecimal(a);
                var y = Numbers.asDecimal(b);
                var type =
                        switch (operator) {
                            case ADD, SUBTRACT -> Numbers.sum(x, y);
                            case MULTIPLY -> Numbers.product(x, y);
                            case DIVIDE -> Numbers.quotient(x, y);
                            case MODULO -> Numbers.remainder(x, y);
                        };
                return new TypedExpression.Arithmetic(
                        operator, Literals.cast(l, x), Literals.cast(r, y), type);
            }
        }
        var type = Numbers.common(a, b);
        return new TypedExpression.Arithmetic(
                operator, Literals.cast(l, type), Literals.cast(r, type), type);
    }

    private static SqlException failure(Expression.Arithmetic node, Clause clause, String reason) {
        var text = ExpressionText.of(node);
        return new SqlException(
                ErrorCode.TYPE_MISMATCH,
                (clause.isCondition() ? "Error in %s expression: ".formatted(clause.text()) : "")
                        + "Error processing expression: %s. %s\nStatement: %s"
                                .formatted(text, reason, text),
                node.span(),
                "CAST an operand so that both are numbers or both are strings.");
    }

    private static String typeText(@Nullable TypedExpression expression) {
        return expression == null ? "null" : expression.type().toString();
    }

    /** The type's name without its parameters, as KSQL prints it here. */
    private static String baseName(SqlType type) {
        return switch (type) {
            case Primitive p -> p.name();
            case SqlType.Decimal _ -> "DECIMAL";
            case SqlType.Array _ -> "ARRAY";
            case SqlType.Map _ -> "MAP";
            case SqlType.Struct _ -> "STRUCT";
        };
    }

    private static ArithmeticOperator operator(Expression.ArithmeticOperator operator) {
        return switch (operator) {
            case ADD -> ArithmeticOperator.ADD;
            case SUBTRACT -> ArithmeticOperator.SUBTRACT;
            case MULTIPLY -> ArithmeticOperator.MULTIPLY;
            case DIVIDE -> ArithmeticOperator.DIVIDE;
            case MODULO -> ArithmeticOperator.MODULO;
            case CONCAT -> throw new IllegalArgumentException("|| is no arithmetic");
        };
    }
}
