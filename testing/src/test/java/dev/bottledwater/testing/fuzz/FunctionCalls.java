// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Calls of any scalar function by chance, with arguments that its signature more or less takes. */
final class FunctionCalls {
    private final RandomGenerator random;
    private final List<ScalarSignature> functions;

    FunctionCalls(RandomGenerator random, FunctionRegistry registry) {
        this.random = random;
        this.functions = registry.scalars().values().stream().flatMap(List::stream).toList();
    }

    /**
     * A call.
     *
     * @param expressions gives the arguments, with or without columns
     */
    String next(ExpressionGenerator expressions) {
        var function = functions.get(random.nextInt(functions.size()));
        var arguments = new ArrayList<String>();
        for (var parameter : function.parameters()) {
            arguments.add(argument(parameter.type(), expressions));
        }
        if (function.variadic() && random.nextBoolean()) {
            arguments.add(arguments.getLast());
        }
        return function.name() + "(" + String.join(", ", arguments) + ")";
    }

    private String argument(ParameterType type, ExpressionGenerator expressions) {
        return switch (type) {
            case ParameterType.Exact(var exact) -> expressions.nested(name(exact));
            case ParameterType.AnyDecimal _ -> expressions.nested("DECIMAL");
            case ParameterType.ArrayOf _ -> expressions.nested("ARRAY");
            case ParameterType.MapOf _ -> "MAP('a' := 1, 'b' := " + expressions.nested("INT") + ")";
            case ParameterType.AnyStruct _ -> "STRUCT(X := 1, Y := 'a')";
            case ParameterType.TimeUnit() -> random.nextBoolean() ? "SECONDS" : "DAYS";
            case ParameterType.Lambda(var inputs, _) ->
                    switch (inputs.size()) {
                        case 1 -> "X => X";
                        case 2 -> "(X, Y) => " + (random.nextBoolean() ? "X" : "Y");
                        default -> "(X, Y, Z) => Z";
                    };
            case ParameterType.Variable _, ParameterType.Any _ ->
                    expressions.nested(random.nextBoolean() ? "INT" : "VARCHAR");
        };
    }

    private static String name(SqlType type) {
        return switch (type) {
            case Primitive.INTEGER -> "INT";
            case Primitive.STRING -> "VARCHAR";
            case Primitive primitive -> primitive.name();
            case SqlType.Array _ -> "ARRAY";
            case SqlType.Decimal _ -> "DECIMAL";
            case SqlType.Map _, SqlType.Struct _ -> "VARCHAR";
        };
    }
}
