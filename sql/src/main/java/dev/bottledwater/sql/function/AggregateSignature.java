// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One overload of an aggregate function.
 *
 * @param parameters the column arguments
 * @param variadic whether the last column parameter may occur any number of times
 * @param constants the literal arguments that follow them
 * @param variadicConstants whether the last literal parameter may occur any number of times; at
 *     most one of the two lists is variadic
 * @param settings full names of the session properties that its code reads
 * @param result the type of the result for the actual types of the column arguments
 * @param factory makes the code of one call
 */
public record AggregateSignature(
        String name,
        List<Parameter> parameters,
        boolean variadic,
        List<Parameter> constants,
        boolean variadicConstants,
        Set<String> settings,
        ScalarSignature.ResultType result,
        Factory factory,
        Documentation documentation) {

    public AggregateSignature {
        Objects.requireNonNull(name);
        parameters = List.copyOf(parameters);
        constants = List.copyOf(constants);
        settings = Set.copyOf(settings);
        Objects.requireNonNull(result);
        Objects.requireNonNull(factory);
        if (variadic && variadicConstants) {
            throw new IllegalArgumentException(
                    name + " is variadic in its columns and in its literals; only one can be");
        }
        if (variadic && parameters.isEmpty() || variadicConstants && constants.isEmpty()) {
            throw new IllegalArgumentException(name + " is variadic but has no parameter");
        }
    }

    /** Makes the code of one call. */
    @FunctionalInterface
    public interface Factory {
        /**
         * @throws IllegalArgumentException for literals or settings that make no sense, with the
         *     reason
         */
        Aggregator create(Binding binding);
    }

    /**
     * What is known of a call before there are rows.
     *
     * @param arguments types of the column arguments
     * @param constants values of the literal arguments
     * @param settings values of the {@link AggregateSignature#settings()} that are set
     */
    public record Binding(
            List<SqlType> arguments,
            List<@Nullable Object> constants,
            Map<String, String> settings) {
        public Binding {
            arguments = List.copyOf(arguments);
            constants = Collections.unmodifiableList(new ArrayList<>(constants));
            settings = Map.copyOf(settings);
        }
    }

    /** How many of a call's {@code count} arguments, all but the literals, are columns. */
    public int columns(int count) {
        return variadicConstants ? parameters.size() : count - constants.size();
    }

    /**
     * A text that stays the same across versions and tells this overload from the others; stored in
     * plans.
     */
    public String id() {
        return FunctionTexts.signature(name, parameters, variadic)
                + (constants.isEmpty()
                        ? ""
                        : FunctionTexts.signature("", constants, variadicConstants));
    }
}
