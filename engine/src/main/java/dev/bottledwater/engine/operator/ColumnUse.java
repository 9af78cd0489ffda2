// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.sql.ir.TypedExpression;

import java.util.List;
import java.util.stream.Stream;

/** Which columns expressions read. */
final class ColumnUse {
    private ColumnUse() {}

    /** The highest index of a column that the expression reads, -1 when it reads none. */
    static int highest(TypedExpression expression) {
        if (expression instanceof TypedExpression.ColumnRef(int index, _, _)) {
            return index;
        }
        return operands(expression).mapToInt(ColumnUse::highest).max().orElse(-1);
    }

    private static Stream<TypedExpression> operands(TypedExpression expression) {
        return switch (expression) {
            case TypedExpression.Literal _,
                    TypedExpression.ColumnRef _,
                    TypedExpression.LambdaParameter _ ->
                    Stream.empty();
            case TypedExpression.Arithmetic(_, var left, var right, _) -> Stream.of(left, right);
            case TypedExpression.Concat(var left, var right) -> Stream.of(left, right);
            case TypedExpression.Negate(var operand) -> Stream.of(operand);
            case TypedExpression.Comparison(_, var left, var right) -> Stream.of(left, right);
            case TypedExpression.DistinctFrom(var left, var right, _) -> Stream.of(left, right);
            case TypedExpression.And(var operands) -> operands.stream();
            case TypedExpression.Or(var operands) -> operands.stream();
            case TypedExpression.Not(var operand) -> Stream.of(operand);
            case TypedExpression.IsNull(var operand, _) -> Stream.of(operand);
            case TypedExpression.Like(var value, var pattern, _) -> Stream.of(value, pattern);
            case TypedExpression.In(var value, var candidates) ->
                    Stream.concat(Stream.of(value), candidates.stream());
            case TypedExpression.Case(var whens, var otherwise, _) ->
                    Stream.concat(
                            whens.stream().flatMap(w -> Stream.of(w.condition(), w.result())),
                            Stream.ofNullable(otherwise));
            case TypedExpression.Cast(var operand, _) -> Stream.of(operand);
            case TypedExpression.Field(var struct, _, _, _) -> Stream.of(struct);
            case TypedExpression.Subscript(var collection, var key, _) ->
                    Stream.of(collection, key);
            case TypedExpression.MakeArray(var elements, _) -> elements.stream();
            case TypedExpression.MakeMap(var keys, var values, _) ->
                    Stream.of(keys, values).flatMap(List::stream);
            case TypedExpression.MakeStruct(var values, _) -> values.stream();
            case TypedExpression.Call(_, var arguments, _) -> arguments.stream();
            case TypedExpression.Lambda(_, var body) -> Stream.of(body);
        };
    }
}
