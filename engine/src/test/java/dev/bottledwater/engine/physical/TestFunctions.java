// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A few functions, so that plans can be tested without the library of functions. */
public final class TestFunctions {
    private static final ScalarSignature.Documentation NONE =
            new ScalarSignature.Documentation("", "OTHER");

    /** {@code UCASE(STRING)}. */
    public static final ScalarSignature UCASE =
            scalar(
                    "UCASE",
                    arguments -> {
                        var text = (String) arguments[0];
                        return text == null ? null : text.toUpperCase(Locale.ROOT);
                    });

    /** {@code FAIL_ON_BAD(STRING)} throws for {@code bad}. */
    public static final ScalarSignature FAIL_ON_BAD =
            scalar(
                    "FAIL_ON_BAD",
                    arguments -> {
                        if ("bad".equals(arguments[0])) {
                            throw new IllegalStateException("a bad value");
                        }
                        return arguments[0];
                    });

    /** {@code WORDS(STRING)}, a table function that throws for {@code bad}. */
    public static final ScalarSignature WORDS =
            new ScalarSignature(
                    "WORDS",
                    List.of(parameter("text", Primitive.STRING)),
                    false,
                    _ -> new SqlType.Array(Primitive.STRING),
                    arguments -> {
                        var text = (String) arguments[0];
                        if ("bad".equals(text)) {
                            throw new IllegalStateException("a bad value");
                        }
                        return text == null ? null : List.of(text.split(" "));
                    },
                    NONE);

    /** {@code COUNT()}. */
    public static final AggregateSignature COUNT =
            aggregate("COUNT", List.of(), _ -> new Sum((_, _) -> 1L));

    /** {@code SUM(BIGINT)}; nulls count 0, and it throws for the least number. */
    public static final AggregateSignature SUM =
            aggregate(
                    "SUM",
                    List.of(parameter("value", Primitive.BIGINT)),
                    _ -> new Sum((a, i) -> amount(a.get(i))));

    /** {@code LATEST(BIGINT)}, which can't undo. */
    public static final AggregateSignature LATEST =
            aggregate("LATEST", List.of(parameter("value", Primitive.BIGINT)), _ -> new Latest());

    public static final FunctionRegistry REGISTRY =
            new FunctionRegistry(
                    List.of(UCASE, FAIL_ON_BAD), List.of(WORDS), List.of(COUNT, SUM, LATEST));

    private TestFunctions() {}

    private static long amount(@Nullable Object value) {
        long amount = value == null ? 0 : (Long) value;
        if (amount == Long.MIN_VALUE) {
            throw new IllegalStateException("a bad value");
        }
        return amount;
    }

    private interface Amount {
        long of(ArgumentValues arguments, int from);
    }

    private record Sum(Amount amount) implements Aggregator {
        @Override
        public SqlType stateType() {
            return Primitive.BIGINT;
        }

        @Override
        public Object initial() {
            return 0L;
        }

        @Override
        public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
            return (Long) state + amount.of(arguments, from);
        }

        @Override
        public @Nullable Object result(@Nullable Object state) {
            return state;
        }

        @Override
        public boolean canUndo() {
            return true;
        }

        @Override
        public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
            return (Long) state - amount.of(arguments, from);
        }

        @Override
        public Object merge(@Nullable Object left, @Nullable Object right) {
            return (Long) left + (Long) right;
        }
    }

    private record Latest() implements Aggregator {
        @Override
        public SqlType stateType() {
            return Primitive.BIGINT;
        }

        @Override
        public @Nullable Object initial() {
            return null;
        }

        @Override
        public @Nullable Object add(@Nullable Object state, ArgumentValues arguments, int from) {
            return arguments.get(from);
        }

        @Override
        public @Nullable Object result(@Nullable Object state) {
            return state;
        }

        @Override
        public @Nullable Object merge(@Nullable Object left, @Nullable Object right) {
            return right;
        }
    }

    private static ScalarSignature scalar(String name, ScalarSignature.Invoker invoker) {
        return new ScalarSignature(
                name,
                List.of(parameter("text", Primitive.STRING)),
                false,
                _ -> Primitive.STRING,
                invoker,
                NONE);
    }

    private static AggregateSignature aggregate(
            String name,
            List<ScalarSignature.Parameter> parameters,
            AggregateSignature.Factory factory) {
        return new AggregateSignature(
                name,
                parameters,
                false,
                List.of(),
                false,
                Set.of(),
                _ -> Primitive.BIGINT,
                factory,
                NONE);
    }

    private static ScalarSignature.Parameter parameter(String name, SqlType type) {
        return new ScalarSignature.Parameter(name, new ParameterType.Exact(type), "");
    }
}
