// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.rewrite;

import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.Literal;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.math.BigDecimal;
import java.util.List;

/**
 * Computes what is known without a row: signs of numbers, AND, OR, NOT and IS NULL over constants.
 * Drops filters that keep every row. Calls nothing and leaves arithmetic, whose errors belong to
 * rows, alone.
 */
final class FoldConstants {
    private static final Literal TRUE = new Literal(true, Primitive.BOOLEAN);
    private static final Literal FALSE = new Literal(false, Primitive.BOOLEAN);

    private FoldConstants() {}

    static PlanNode apply(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> scan;
            case PlanNode.Filter(var input, var condition) -> {
                var folded = fold(condition);
                yield folded.equals(TRUE)
                        ? apply(input)
                        : new PlanNode.Filter(apply(input), folded);
            }
            case PlanNode.Project(var input, var keyNames, var values) ->
                    new PlanNode.Project(apply(input), keyNames, named(values));
            case PlanNode.Repartition(var input, var key) ->
                    new PlanNode.Repartition(apply(input), named(key));
            case PlanNode.FlatMap(var input, var lists) ->
                    new PlanNode.FlatMap(apply(input), named(lists));
            case PlanNode.Join join ->
                    new PlanNode.Join(
                            apply(join.left()),
                            apply(join.right()),
                            join.joinKind(),
                            join.method() instanceof JoinMethod.ForeignKey(var key)
                                    ? new JoinMethod.ForeignKey(fold(key))
                                    : join.method(),
                            join.key(),
                            join.keyFormat(),
                            join.leftMoves(),
                            join.rightMoves());
            case PlanNode.Aggregate(var input, var grouping, var calls, var windowing) ->
                    new PlanNode.Aggregate(
                            apply(input),
                            named(grouping),
                            calls.stream().map(FoldConstants::call).toList(),
                            windowing);
        };
    }

    private static List<NamedExpression> named(List<NamedExpression> expressions) {
        return expressions.stream()
                .map(e -> new NamedExpression(e.name(), fold(e.expression())))
                .toList();
    }

    private static AggregateCall call(AggregateCall call) {
        return call.withArguments(call.arguments().stream().map(FoldConstants::fold).toList());
    }

    /** The expression with its constant parts computed. */
    static TypedExpression fold(TypedExpression expression) {
        var folded = Expressions.mapChildren(expression, FoldConstants::fold);
        return switch (folded) {
            case TypedExpression.Negate(Literal(var value, var type)) when value != null ->
                    switch (value) {
                        case Integer i -> new Literal(-i, type);
                        case Long l -> new Literal(-l, type);
                        case Double d -> new Literal(-d, type);
                        case BigDecimal d -> new Literal(d.negate(), type);
                        default -> folded;
                    };
            case TypedExpression.Not(var operand) when operand.equals(TRUE) -> FALSE;
            case TypedExpression.Not(var operand) when operand.equals(FALSE) -> TRUE;
            case TypedExpression.IsNull(Literal(var value, _), var negated) ->
                    (value == null) == negated ? FALSE : TRUE;
            case TypedExpression.And(var operands) -> junction(operands, TRUE, FALSE, true);
            case TypedExpression.Or(var operands) -> junction(operands, FALSE, TRUE, false);
            default -> folded;
        };
    }

    /**
     * AND and OR without the operands that change nothing.
     *
     * @param decisive the operand that alone decides, if no operand before it can fail
     */
    private static TypedExpression junction(
            List<TypedExpression> operands, Literal neutral, Literal decisive, boolean and) {
        if (operands.getFirst().equals(decisive)) {
            return decisive;
        }
        var rest = operands.stream().filter(o -> !o.equals(neutral)).toList();
        return switch (rest.size()) {
            case 0 -> neutral;
            case 1 -> rest.getFirst();
            default -> and ? new TypedExpression.And(rest) : new TypedExpression.Or(rest);
        };
    }
}
