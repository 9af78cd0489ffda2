// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.FunctionArgument;
import dev.bottledwater.engine.result.StatementResult.FunctionOverload;
import dev.bottledwater.engine.result.StatementResult.FunctionType;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.FunctionTexts;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;

import java.util.ArrayList;
import java.util.List;

/** DESCRIBE FUNCTION. */
record FunctionDescriptions(FunctionRegistry functions) {

    StatementResult describe(String text, Identifier name) {
        var scalars = functions.scalar(name.text());
        if (!scalars.isEmpty()) {
            return description(text, FunctionType.SCALAR, scalars);
        }
        var tables = functions.table(name.text());
        if (!tables.isEmpty()) {
            return description(text, FunctionType.TABLE, tables);
        }
        var aggregates = functions.aggregate(name.text());
        if (aggregates.isEmpty()) {
            throw unknown(name);
        }
        var documentation = aggregates.getFirst().documentation();
        return new StatementResult.FunctionDescription(
                text,
                aggregates.getFirst().name(),
                documentation.description(),
                documentation.category(),
                functions.library(name.text()),
                FunctionType.AGGREGATE,
                aggregates.stream().map(FunctionDescriptions::overload).toList());
    }

    private SqlException unknown(Identifier name) {
        var guess = Suggestions.didYouMean(name.text(), functions.names());
        return new SqlException(
                ErrorCode.UNKNOWN_FUNCTION,
                "Can't find any functions with the name '%s'".formatted(name.text()),
                name.span(),
                guess.isEmpty() ? "SHOW FUNCTIONS lists those that there are." : guess);
    }

    private StatementResult description(
            String text, FunctionType type, List<ScalarSignature> overloads) {
        var documentation = overloads.getFirst().documentation();
        return new StatementResult.FunctionDescription(
                text,
                overloads.getFirst().name(),
                documentation.description(),
                documentation.category(),
                functions.library(overloads.getFirst().name()),
                type,
                overloads.stream().map(f -> overload(f, type)).toList());
    }

    private static FunctionOverload overload(ScalarSignature function, FunctionType type) {
        return new FunctionOverload(
                arguments(function.parameters(), function.variadic()),
                type == FunctionType.TABLE
                        ? SignatureResults.rowText(function.parameters(), function.result())
                        : SignatureResults.text(function.parameters(), function.result()),
                function.documentation().description());
    }

    private static FunctionOverload overload(AggregateSignature function) {
        var arguments = new ArrayList<>(arguments(function.parameters(), function.variadic()));
        arguments.addAll(arguments(function.constants(), function.variadicConstants()));
        return new FunctionOverload(
                List.copyOf(arguments),
                SignatureResults.text(function.parameters(), function.result()),
                function.documentation().description());
    }

    private static List<FunctionArgument> arguments(List<Parameter> parameters, boolean variadic) {
        var arguments = new ArrayList<FunctionArgument>();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            arguments.add(
                    new FunctionArgument(
                            parameter.name(),
                            FunctionTexts.described(parameter.type()),
                            parameter.description(),
                            variadic && i == parameters.size() - 1));
        }
        return arguments;
    }
}
