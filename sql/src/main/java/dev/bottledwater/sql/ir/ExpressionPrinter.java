// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ir;

import java.util.List;
import java.util.stream.Collectors;

/** Typed expressions as text: columns as {@code NAME#index}, literals with their types. */
public final class ExpressionPrinter {
    private ExpressionPrinter() {}

    /** The text, on one line. */
    public static String print(TypedExpression expression) {
        return switch (expression) {
            case TypedExpression.Literal(var value, var type) ->
                    (value instanceof String s ? "'" + s.replace("'", "''") + "'" : value)
                            + ":"
                            + type;
            case TypedExpression.ColumnRef(var index, var name, _) -> name + "#" + index;
            case TypedExpression.LambdaParameter(var name, _) -> name;
            case TypedExpression.Arithmetic(var op, var l, var r, var type) ->
                    "(%s %s %s):%s".formatted(print(l), op.symbol(), print(r), type);
            case TypedExpression.Concat(var l, var r) -> "(%s || %s)".formatted(print(l), print(r));
            case TypedExpression.Negate(var e) -> "-" + print(e);
            case TypedExpression.Comparison(var op, var l, var r) ->
                    "(%s %s %s)".formatted(print(l), op.symbol(), print(r));
            case TypedExpression.DistinctFrom(var l, var r, var negated) ->
                    "(%s IS %sDISTINCT FROM %s)"
                            .formatted(print(l), negated ? "NOT " : "", print(r));
            case TypedExpression.And(var operands) -> joined(operands, " AND ", "(", ")");
            case TypedExpression.Or(var operands) -> joined(operands, " OR ", "(", ")");
            case TypedExpression.Not(var e) -> "(NOT " + print(e) + ")";
            case TypedExpression.IsNull(var e, var negated) ->
                    "(%s IS %sNULL)".formatted(print(e), negated ? "NOT " : "");
            case TypedExpression.Like(var value, var pattern, var escape) ->
                    "(%s LIKE %s%s)"
                            .formatted(
                                    print(value),
                                    print(pattern),
                                    escape == null ? "" : " ESCAPE '" + escape + "'");
            case TypedExpression.In(var value, var candidates) ->
                    print(value) + joined(candidates, ", ", " IN (", ")");
            case TypedExpression.Case(var whens, var otherwise, var type) ->
                    whens.stream()
                                    .map(
                                            w ->
                                                    " WHEN %s THEN %s"
                                                            .formatted(
                                                                    print(w.condition()),
                                                                    print(w.result())))
                                    .collect(Collectors.joining("", "CASE", ""))
                            + (otherwise == null ? "" : " ELSE " + print(otherwise))
                            + " END:"
                            + type;
            case TypedExpression.Cast(var e, var type) ->
                    "CAST(%s AS %s)".formatted(print(e), type);
            case TypedExpression.Field(var struct, _, var name, _) -> print(struct) + "->" + name;
            case TypedExpression.Subscript(var collection, var key, _) ->
                    "%s[%s]".formatted(print(collection), print(key));
            case TypedExpression.MakeArray(var elements, _) ->
                    joined(elements, ", ", "ARRAY[", "]");
            case TypedExpression.MakeMap(var keys, var values, _) ->
                    joined(keys, ", ", "MAP(", "") + joined(values, ", ", " := ", ")");
            case TypedExpression.MakeStruct(var values, var type) ->
                    joined(values, ", ", "STRUCT(", "):") + type;
            case TypedExpression.Call(var function, var arguments, var type) ->
                    joined(arguments, ", ", function.name() + "(", "):") + type;
            case TypedExpression.Lambda(var parameters, var body) ->
                    "(%s) => %s".formatted(String.join(", ", parameters), print(body));
        };
    }

    private static String joined(
            List<TypedExpression> expressions, String separator, String prefix, String suffix) {
        return expressions.stream()
                .map(ExpressionPrinter::print)
                .collect(Collectors.joining(separator, prefix, suffix));
    }
}
