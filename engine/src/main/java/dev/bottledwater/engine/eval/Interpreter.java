// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Compiles expressions into trees of closures. */
final class Interpreter implements ExpressionCompiler {

    @Override
    public Evaluator compile(TypedExpression expression, String subject) {
        var body = node(expression, new CompileScope(subject, List.of()));
        return (row, errors) -> {
            try {
                return body.evaluate(row, errors);
            } catch (RuntimeException e) {
                Failures.expression(e, subject, errors);
                return null;
            }
        };
    }

    /**
     * The closure of a node. It may throw {@link EvaluationException}: an operator that fails makes
     * the whole column null, whereas a function or cast that fails is null in its own place
     * (observed: {@code IFNULL(CAST(PARSE_DATE('abcd', …) AS STRING), 'x')} is x).
     */
    static Evaluator node(TypedExpression expression, CompileScope scope) {
        return switch (expression) {
            case Literal(var value, _) -> (_, _) -> value;
            case ColumnRef(var index, _, _) -> (row, _) -> row.get(index);
            case Arithmetic a ->
                    ArithmeticNodes.of(
                            a.operator(),
                            ArithmeticNodes.operand(node(a.left(), scope), scope),
                            ArithmeticNodes.operand(node(a.right(), scope), scope),
                            a.type());
            case Concat(var left, var right) ->
                    LogicNodes.concat(node(left, scope), node(right, scope));
            case Negate(var operand) ->
                    ArithmeticNodes.negate(
                            ArithmeticNodes.operand(node(operand, scope), scope), operand.type());
            case Comparison(var operator, var left, var right) ->
                    ComparisonNodes.of(
                            operator, node(left, scope), node(right, scope), left.type());
            case DistinctFrom(var left, var right, var negated) ->
                    ComparisonNodes.distinctFrom(
                            node(left, scope), node(right, scope), left.type(), negated);
            case And(var operands) -> LogicNodes.and(nodes(operands, scope));
            case Or(var operands) -> LogicNodes.or(nodes(operands, scope));
            case Not(var operand) -> LogicNodes.not(node(operand, scope));
            case IsNull(var operand, var negated) ->
                    LogicNodes.isNull(node(operand, scope), negated);
            case Like(var value, var pattern, var escape) ->
                    LogicNodes.like(node(value, scope), pattern, node(pattern, scope), escape);
            case In(var value, var candidates) ->
                    ComparisonNodes.in(node(value, scope), nodes(candidates, scope), value.type());
            case Case(var whens, var otherwise, _) ->
                    LogicNodes.searchedCase(
                            nodes(whens.stream().map(When::condition).toList(), scope),
                            nodes(whens.stream().map(When::result).toList(), scope),
                            otherwise == null ? (_, _) -> null : node(otherwise, scope));
            case TypedExpression.Cast(var operand, var type) ->
                    CallNodes.cast(node(operand, scope), operand.type(), type, scope);
            case Field(var struct, var index, _, _) -> field(node(struct, scope), index);
            case Subscript(var collection, var key, _) ->
                    CollectionNodes.subscript(
                            node(collection, scope), node(key, scope), collection.type());
            case MakeArray(var elements, _) -> CollectionNodes.array(nodes(elements, scope));
            case MakeMap(var keys, var values, _) ->
                    CollectionNodes.map(nodes(keys, scope), nodes(values, scope));
            case MakeStruct(var values, _) -> CollectionNodes.struct(nodes(values, scope));
            case Call call -> CallNodes.call(call, scope);
            case Lambda lambda -> CallNodes.lambda(lambda, scope);
            case LambdaParameter(var name, _) -> CallNodes.parameter(name, scope);
        };
    }

    static Evaluator[] nodes(List<TypedExpression> expressions, CompileScope scope) {
        return expressions.stream().map(e -> node(e, scope)).toArray(Evaluator[]::new);
    }

    private static Evaluator field(Evaluator struct, int index) {
        return (row, errors) -> {
            @Nullable Object value = struct.evaluate(row, errors);
            return value == null ? null : ((StructValue) value).get(index);
        };
    }
}
