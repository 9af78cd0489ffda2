// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * One overload of an aggregate function.
 *
 * @param parameters the column arguments
 * @param constants the literal arguments that follow them
 * @param variadic whether the last column parameter may occur any number of times
 * @param result the type of the result for the actual types of the column arguments
 * @param factory makes the code of one call
 */
public record AggregateSignature(
        String name,
        List<Parameter> parameters,
        List<Parameter> constants,
        boolean variadic,
        ScalarSignature.ResultType result,
        Factory factory,
        Documentation documentation) {

    public AggregateSignature {
        Objects.requireNonNull(name);
        parameters = List.copyOf(parameters);
        constants = List.copyOf(constants);
        Objects.requireNonNull(result);
        Objects.requireNonNull(factory);
    }

    /** Makes the code of one call. */
    @FunctionalInterface
    public interface Factory {
        Aggregator create(List<SqlType> argumentTypes, List<@Nullable Object> constants);
    }

    /**
     * A text that stays the same across versions and tells this overload from the others; stored in
     * plans.
     */
    public String id() {
        return FunctionTexts.signature(name, parameters, variadic)
                + (constants.isEmpty() ? "" : FunctionTexts.signature("", constants, false));
    }
}
