// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.type.LiteralText;
import dev.bottledwater.sql.type.Numbers;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Optional;

/** What can be compared with what, and as which type. */
final class ComparisonTyping {
    private ComparisonTyping() {}

    /**
     * The typed comparison.
     *
     * @param whole the expression that the comparison is (part of), for messages
     */
    static TypedExpression type(
            Expression whole,
            Expression.ComparisonOperator operator,
            Typing left,
            Typing right,
            Clause clause) {
        boolean distinct =
                operator == Expression.ComparisonOperator.IS_DISTINCT_FROM
                        || operator == Expression.ComparisonOperator.IS_NOT_DISTINCT_FROM;
        var l = left.typed();
        var r = right.typed();
        if (l == null || r == null) {
            var other = l == null ? r : l;
            if (distinct && other != null) {
                return new TypedExpression.IsNull(
                        other, operator == Expression.ComparisonOperator.IS_DISTINCT_FROM);
            }
            throw failure(
                    whole,
                    clause,
                    "Comparison with NULL not supported: %s %s %s\nUse 'IS NULL' or 'IS NOT NULL' instead."
                            .formatted(typeText(l), operator.text(), typeText(r)));
        }
        var x = instant(left, right).or(() -> temporal(left, r.type())).orElse(l);
        var y = instant(right, left).or(() -> temporal(right, l.type())).orElse(r);
        boolean equality =
                distinct
                        || operator == Expression.ComparisonOperator.EQUAL
                        || operator == Expression.ComparisonOperator.NOT_EQUAL;
        var type =
                comparable(x.type(), y.type(), equality)
                        .orElseThrow(
                                () ->
                                        failure(
                                                whole,
                                                clause,
                                                "Cannot compare %s (%s) to %s (%s) with %s."
                                                        .formatted(
                                                                left.text(),
                                                                l.type(),
                                                                right.text(),
                                                                r.type(),
                                                                operator.name())));
        var a = Literals.cast(x, type);
        var b = Literals.cast(y, type);
        return switch (operator) {
            case EQUAL -> new TypedExpression.Comparison(ComparisonOperator.EQUAL, a, b);
            case NOT_EQUAL -> new TypedExpression.Comparison(ComparisonOperator.NOT_EQUAL, a, b);
            case LESS_THAN -> new TypedExpression.Comparison(ComparisonOperator.LESS, a, b);
            case LESS_THAN_OR_EQUAL ->
                    new TypedExpression.Comparison(ComparisonOperator.LESS_OR_EQUAL, a, b);
            case GREATER_THAN -> new TypedExpression.Comparison(ComparisonOperator.GREATER, a, b);
            case GREATER_THAN_OR_EQUAL ->
                    new TypedExpression.Comparison(ComparisonOperator.GREATER_OR_EQUAL, a, b);
            case IS_DISTINCT_FROM -> new TypedExpression.DistinctFrom(a, b, false);
            case IS_NOT_DISTINCT_FROM -> new TypedExpression.DistinctFrom(a, b, true);
        };
    }

    /** The type as which values of two types are compared; empty when they can't be. */
    private static Optional<SqlType> comparable(SqlType a, SqlType b, boolean equality) {
        if (a.isNumeric() && b.isNumeric()) {
            return Optional.of(Numbers.common(a, b));
        }
        return switch (a) {
            case Primitive.BOOLEAN -> equality && b == a ? Optional.of(a) : Optional.empty();
            case Primitive.DATE, Primitive.TIMESTAMP ->
                    b == a
                            ? Optional.of(a)
                            : b == Primitive.DATE || b == Primitive.TIMESTAMP
                                    ? Optional.of(Primitive.TIMESTAMP)
                                    : Optional.empty();
            case Primitive _ -> b == a ? Optional.of(a) : Optional.empty();
            case SqlType.Decimal _ -> Optional.empty();
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    equality ? sameShape(a, b) : Optional.empty();
        };
    }

    private static Optional<SqlType> sameShape(SqlType a, SqlType b) {
        if (a.equals(b)) {
            return Optional.of(a);
        }
        return switch (a) {
            case SqlType.Array(var x) ->
                    b instanceof SqlType.Array(var y)
                            ? comparable(x, y, true).map(SqlType.Array::new)
                            : Optional.empty();
            case SqlType.Map(var k, var v) ->
                    b instanceof SqlType.Map(var l, var w) && k.equals(l)
                            ? comparable(v, w, true).map(value -> new SqlType.Map(k, value))
                            : Optional.empty();
            case SqlType.Struct(var fields) ->
                    b instanceof SqlType.Struct(var others) && fields.size() == others.size()
                            ? sameFields(fields, others)
                            : Optional.empty();
            case Primitive _, SqlType.Decimal _ -> Optional.empty();
        };
    }

    private static Optional<SqlType> sameFields(
            java.util.List<SqlType.Field> fields, java.util.List<SqlType.Field> others) {
        var common = new ArrayList<SqlType.Field>();
        for (int i = 0; i < fields.size(); i++) {
            var name = fields.get(i).name();
            var type = comparable(fields.get(i).type(), others.get(i).type(), true);
            if (type.isEmpty() || !name.equals(others.get(i).name())) {
                return Optional.empty();
            }
            common.add(new SqlType.Field(name, type.get()));
        }
        return Optional.of(new SqlType.Struct(common));
    }

    /** A string literal that is compared with a record's or window's time, as milliseconds. */
    private static Optional<TypedExpression> instant(Typing literal, Typing other) {
        var text = literal.stringLiteral();
        if (text == null
                || !(other.typed() instanceof TypedExpression.ColumnRef ref)
                || !isTime(ref)) {
            return Optional.empty();
        }
        return LiteralText.timestamp(text)
                .map(i -> new TypedExpression.Literal(i.toEpochMilli(), Primitive.BIGINT));
    }

    private static boolean isTime(TypedExpression.ColumnRef ref) {
        return ref.type() == Primitive.BIGINT
                && (ref.name().equals(PseudoColumn.ROWTIME.name())
                        || ref.name().equals(PseudoColumn.WINDOWSTART.name())
                        || ref.name().equals(PseudoColumn.WINDOWEND.name()));
    }

    /** A string that is compared with a date or time. */
    private static Optional<TypedExpression> temporal(Typing string, SqlType other) {
        var typed = string.typed();
        if (typed == null
                || typed.type() != Primitive.STRING
                || (other != Primitive.DATE
                        && other != Primitive.TIME
                        && other != Primitive.TIMESTAMP)) {
            return Optional.empty();
        }
        var text = string.stringLiteral();
        return text == null
                ? Optional.of(new TypedExpression.Cast(typed, other))
                : Literals.read(text, other);
    }

    private static SqlException failure(Expression whole, Clause clause, String reason) {
        return new SqlException(
                ErrorCode.TYPE_MISMATCH,
                prefix(whole, clause)
                        + "%s\nStatement: %s".formatted(reason, ExpressionText.of(whole)),
                whole.span(),
                reason.contains("NULL not supported")
                        ? null
                        : "CAST one side to the type of the other.");
    }

    /** KSQL finds what is wrong with BETWEEN later, and says so. */
    private static String prefix(Expression whole, Clause clause) {
        if (!clause.isCondition()) {
            return "";
        }
        return whole instanceof Expression.Between
                ? "Invalid expression: "
                : "Error in %s expression: ".formatted(clause.text());
    }

    private static String typeText(@Nullable TypedExpression expression) {
        return expression == null ? "NULL" : expression.type().toString();
    }
}
