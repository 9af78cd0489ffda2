// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * One overload of a scalar function.
 *
 * @param name upper-case function name
 * @param parameters accepted types in order
 * @param variadic whether the last parameter may occur any number of times
 * @param result the type of the result for the actual argument types (after coercion)
 * @param invoker the code
 * @param documentation texts for DESCRIBE FUNCTION
 */
public record ScalarSignature(
        String name,
        List<Parameter> parameters,
        boolean variadic,
        ResultType result,
        Invoker invoker,
        Documentation documentation) {

    public ScalarSignature {
        Objects.requireNonNull(name);
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result);
        Objects.requireNonNull(invoker);
    }

    /** A named parameter. */
    public record Parameter(String name, ParameterType type, String description) {}

    /** Texts of a function. */
    public record Documentation(String description, String category, List<Example> examples) {
        public Documentation {
            examples = List.copyOf(examples);
        }

        /** Texts without examples. */
        public Documentation(String description, String category) {
            this(description, category, List.of());
        }
    }

    /**
     * An expression and its value, as {@link dev.bottledwater.udf.Example} has them.
     *
     * @param rows values of the expression's columns, a row each; empty when it has none
     */
    public record Example(String sql, List<String> rows, String result) {
        public Example {
            rows = List.copyOf(rows);
        }
    }

    /** Derives the type of the result. */
    @FunctionalInterface
    public interface ResultType {
        SqlType of(List<SqlType> arguments);
    }

    /**
     * Calls the function. Time units come as their text ({@code DAYS}), lambdas as {@code
     * java.util.function.Function}, {@code BiFunction} or {@code TriFunction} by their number of
     * parameters. Thread-safe; throws for bad argument values, which makes the column null and is
     * logged.
     */
    @FunctionalInterface
    public interface Invoker {
        @Nullable Object call(@Nullable Object[] arguments);

        /**
         * The code for one call whose types are known; ask for it once, when an expression is
         * compiled, and call that. Functions whose work depends on types (JSON text of a struct)
         * need it.
         */
        default Invoker bind(CallTypes types) {
            return this;
        }
    }

    /**
     * A text that stays the same across versions and tells this overload from the others; stored in
     * plans.
     */
    public String id() {
        return FunctionTexts.signature(name, parameters, variadic);
    }
}
