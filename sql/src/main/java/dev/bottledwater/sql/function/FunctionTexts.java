// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Parameter;

import java.util.List;
import java.util.stream.Collectors;

/** Stable texts of signatures. */
final class FunctionTexts {
    private FunctionTexts() {}

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
