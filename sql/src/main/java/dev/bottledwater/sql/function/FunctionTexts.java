// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts of signatures: stable ones for plans and KSQL's for people. */
public final class FunctionTexts {
    private FunctionTexts() {}

    /** KSQL's text of an overload, e.g. {@code UCASE(VARCHAR input)}. */
    public static String describe(ScalarSignature function) {
        return describe(function.name(), function.parameters(), function.variadic());
    }

    /** KSQL's text of an overload of a table function, e.g. {@code explode(ARRAY<T> list)}. */
    public static String describeTable(ScalarSignature function) {
        return describe(
                function.name().toLowerCase(Locale.ROOT),
                function.parameters(),
                function.variadic());
    }

    /** KSQL's text of an overload, e.g. {@code TOPK(INT val1, ANY... val2, INT k)}. */
    public static String describe(AggregateSignature function) {
        var columns = described(function.parameters(), function.variadic());
        return Stream.concat(columns, described(function.constants(), function.variadicConstants()))
                .collect(Collectors.joining(", ", function.name() + "(", ")"));
    }

    private static String describe(String name, List<Parameter> parameters, boolean variadic) {
        return described(parameters, variadic).collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static Stream<String> described(List<Parameter> parameters, boolean variadic) {
        int last = parameters.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(
                        i ->
                                described(parameters.get(i).type())
                                        + (variadic && i == last ? "... " : " ")
                                        + parameters.get(i).name());
    }

    /** KSQL's text of a parameter's type in a signature: VARCHAR and INT for STRING and INTEGER. */
    public static String described(ParameterType type) {
        return switch (type) {
            case ParameterType.Exact(var t) -> described(t);
            case ParameterType.ArrayOf(var e) -> "ARRAY<" + described(e) + ">";
            case ParameterType.MapOf(var k, var v) ->
                    "MAP<" + described(k) + ", " + described(v) + ">";
            case ParameterType.Lambda(var inputs, var result) ->
                    inputs.stream()
                            .map(FunctionTexts::described)
                            .collect(
                                    Collectors.joining(
                                            ", ", "LAMBDA (", ") => " + described(result)));
            case ParameterType.TimeUnit _ -> "INTERVAL UNIT";
            case ParameterType.AnyDecimal _,
                    ParameterType.Variable _,
                    ParameterType.AnyStruct _,
                    ParameterType.Any _ ->
                    text(type);
        };
    }

    /** KSQL's text of a type in a signature: VARCHAR and INT for STRING and INTEGER. */
    public static String described(SqlType type) {
        return switch (type) {
            case Primitive.STRING -> "VARCHAR";
            case Primitive.INTEGER -> "INT";
            case SqlType.Array(var e) -> "ARRAY<" + described(e) + ">";
            case SqlType.Map(var k, var v) -> "MAP<" + described(k) + ", " + described(v) + ">";
            case SqlType.Struct(var fields) ->
                    fields.stream()
                            .map(f -> f.name() + " " + described(f.type()))
                            .collect(Collectors.joining(", ", "STRUCT<", ">"));
            case Primitive _, SqlType.Decimal _ -> type.toString();
        };
    }

    static String signature(String name, List<Parameter> parameters, boolean variadic) {
        return parameters.stream()
                        .map(p -> text(p.type()))
                        .collect(Collectors.joining(",", name + "(", variadic ? "..." : ""))
                + ")";
    }

    static String text(ParameterType type) {
        return switch (type) {
            case ParameterType.Exact e -> e.type().toString();
            case ParameterType.AnyDecimal _ -> "DECIMAL";
            case ParameterType.Variable v -> v.name();
            case ParameterType.ArrayOf a -> "ARRAY<" + text(a.element()) + ">";
            case ParameterType.MapOf m -> "MAP<" + text(m.key()) + "," + text(m.value()) + ">";
            case ParameterType.AnyStruct _ -> "STRUCT";
            case ParameterType.Any _ -> "ANY";
            case ParameterType.Lambda l ->
                    l.inputs().stream()
                            .map(FunctionTexts::text)
                            .collect(
                                    Collectors.joining(
                                            ",", "LAMBDA (", ") => " + text(l.result())));
            case ParameterType.TimeUnit _ -> "INTERVALUNIT";
        };
    }
}
