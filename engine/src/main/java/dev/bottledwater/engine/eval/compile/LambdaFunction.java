// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.udf.TriFunction;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;
import java.util.function.Function;

/** A lambda as the function that is handed to SQL functions; one is made per evaluation. */
abstract sealed class LambdaFunction {
    private final LambdaBodies bodies;
    private final int which;
    private final Row row;
    private final EvaluationErrors errors;
    private final @Nullable Object[] outer;

    private LambdaFunction(
            LambdaBodies bodies,
            int which,
            Row row,
            EvaluationErrors errors,
            @Nullable Object[] outer) {
        this.bodies = bodies;
        this.which = which;
        this.row = row;
        this.errors = errors;
        this.outer = outer;
    }

    /** The class of lambdas with so many parameters. */
    static Class<? extends LambdaFunction> ofCount(int parameters) {
        return switch (parameters) {
            case 1 -> One.class;
            case 2 -> Two.class;
            case 3 -> Three.class;
            default ->
                    throw new IllegalArgumentException(
                            "a lambda has one to three parameters, not " + parameters);
        };
    }

    final @Nullable Object call(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return bodies.call(which, row, errors, outer, a, b, c);
    }

    static final class One extends LambdaFunction
            implements Function<@Nullable Object, @Nullable Object> {
        One(
                LambdaBodies bodies,
                int which,
                Row row,
                EvaluationErrors errors,
                @Nullable Object[] outer) {
            super(bodies, which, row, errors, outer);
        }

        @Override
        public @Nullable Object apply(@Nullable Object a) {
            return call(a, null, null);
        }
    }

    static final class Two extends LambdaFunction
            implements BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> {
        Two(
                LambdaBodies bodies,
                int which,
                Row row,
                EvaluationErrors errors,
                @Nullable Object[] outer) {
            super(bodies, which, row, errors, outer);
        }

        @Override
        public @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
            return call(a, b, null);
        }
    }

    @SuppressWarnings("NullAway") // TriFunction's module knows no annotations of nulls
    static final class Three extends LambdaFunction
            implements TriFunction<
                    @Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object> {
        Three(
                LambdaBodies bodies,
                int which,
                Row row,
                EvaluationErrors errors,
                @Nullable Object[] outer) {
            super(bodies, which, row, errors, outer);
        }

        @Override
        public @Nullable Object apply(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
            return call(a, b, c);
        }
    }
}
