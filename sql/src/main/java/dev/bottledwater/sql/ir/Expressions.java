// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ir;

import dev.bottledwater.sql.ir.TypedExpression.When;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Walks over typed expressions. */
public final class Expressions {
    private Expressions() {}

    /** The direct operands, in the order of evaluation. */
    public static List<TypedExpression> children(TypedExpression expression) {
        var children = new ArrayList<TypedExpression>();
        mapChildren(
                expression,
                child -> {
                    children.add(child);
                    return child;
                });
        return children;
    }

    /** The expression with every direct operand replaced by what {@code f} makes of it. */
    public static TypedExpression mapChildren(
            TypedExpression expression, UnaryOperator<TypedExpression> f) {
        return switch (expression) {
            case TypedExpression.Literal e -> e;
            case TypedExpression.ColumnRef e -> e;
            case TypedExpression.LambdaParameter e -> e;
            case TypedExpression.Arithmetic(var op, var l, var r, var type) ->
                    new TypedExpression.Arithmetic(op, f.apply(l), f.apply(r), type);
            case TypedExpression.Concat(var l, var r) ->
                    new TypedExpression.Concat(f.apply(l), f.apply(r));
            case TypedExpression.Negate(var e) -> new TypedExpression.Negate(f.apply(e));
            case TypedExpression.Comparison(var op, var l, var r) ->
                    new TypedExpression.Comparison(op, f.apply(l), f.apply(r));
            case TypedExpression.DistinctFrom(var l, var r, var negated) ->
                    new TypedExpression.DistinctFrom(f.apply(l), f.apply(r), negated);
            case TypedExpression.And(var operands) -> new TypedExpression.And(map(operands, f));
            case TypedExpression.Or(var operands) -> new TypedExpression.Or(map(operands, f));
            case TypedExpression.Not(var e) -> new TypedExpression.Not(f.apply(e));
            case TypedExpression.IsNull(var e, var negated) ->
                    new TypedExpression.IsNull(f.apply(e), negated);
            case TypedExpression.Like(var value, var pattern, var escape) ->
                    new TypedExpression.Like(f.apply(value), f.apply(pattern), escape);
            case TypedExpression.In(var value, var candidates) ->
                    new TypedExpression.In(f.apply(value), map(candidates, f));
            case TypedExpression.Case(var whens, var otherwise, var type) ->
                    new TypedExpression.Case(
                            whens.stream()
                                    .map(w -> new When(f.apply(w.condition()), f.apply(w.result())))
                                    .toList(),
                            otherwise == null ? null : f.apply(otherwise),
                            type);
            case TypedExpression.Cast(var e, var type) ->
                    new TypedExpression.Cast(f.apply(e), type);
            case TypedExpression.Field(var struct, var index, var name, var type) ->
                    new TypedExpression.Field(f.apply(struct), index, name, type);
            case TypedExpression.Subscript(var collection, var key, var type) ->
                    new TypedExpression.Subscript(f.apply(collection), f.apply(key), type);
            case TypedExpression.MakeArray(var elements, var type) ->
                    new TypedExpression.MakeArray(map(elements, f), type);
            case TypedExpression.MakeMap(var keys, var values, var type) ->
                    new TypedExpression.MakeMap(map(keys, f), map(values, f), type);
            case TypedExpression.MakeStruct(var values, var type) ->
                    new TypedExpression.MakeStruct(map(values, f), type);
            case TypedExpression.Call(var function, var arguments, var type) ->
                    new TypedExpression.Call(function, map(arguments, f), type);
            case TypedExpression.Lambda(var parameters, var body) ->
                    new TypedExpression.Lambda(parameters, f.apply(body));
        };
    }

    /** The indexes of all columns that the expression reads. */
    public static BitSet columns(TypedExpression expression) {
        var columns = new BitSet();
        collect(expression, columns);
        return columns;
    }

    private static void collect(TypedExpression expression, BitSet into) {
        if (expression instanceof TypedExpression.ColumnRef ref) {
            into.set(ref.index());
        }
        children(expression).forEach(c -> collect(c, into));
    }

    /** The same expression over rows whose columns stand elsewhere. */
    public static TypedExpression mapColumns(TypedExpression expression, IntUnaryOperator index) {
        return expression instanceof TypedExpression.ColumnRef(int i, var name, var type)
                ? new TypedExpression.ColumnRef(index.applyAsInt(i), name, type)
                : mapChildren(expression, e -> mapColumns(e, index));
    }

    private static List<TypedExpression> map(
            List<TypedExpression> expressions, UnaryOperator<TypedExpression> f) {
        return expressions.stream().map(f).toList();
    }
}
