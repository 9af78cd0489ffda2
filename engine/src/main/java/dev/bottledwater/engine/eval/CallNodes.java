// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.function.CallTypes;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.udf.TriFunction;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Calls of functions, casts and lambdas: what fails here is null in its own place. */
final class CallNodes {
    private CallNodes() {}

    static Evaluator call(TypedExpression.Call call, CompileScope scope) {
        var function = call.function();
        var arguments = Interpreter.nodes(call.arguments(), scope);
        var invoker =
                function.invoker()
                        .bind(
                                new CallTypes(
                                        call.arguments().stream()
                                                .map(TypedExpression::type)
                                                .toList(),
                                        call.type()));
        var failure = Failures.ofCall(scope.subject(), function.name());
        return (row, errors) -> {
            var values = CollectionNodes.evaluate(arguments, row, errors);
            try {
                return invoker.call(values);
            } catch (RuntimeException e) {
                Failures.call(e, failure, errors);
                return null;
            }
        };
    }

    static Evaluator cast(Evaluator operand, SqlType from, SqlType to, CompileScope scope) {
        var cast = Casts.of(from, to);
        if (cast.isEmpty()) {
            return operand;
        }
        var conversion = cast.get();
        var failure = Failures.ofCast(scope.subject(), from, to);
        return (row, errors) -> {
            @Nullable Object value = operand.evaluate(row, errors);
            if (value == null) {
                return null;
            }
            return conversion.convertOrReport(value, failure, errors);
        };
    }

    /**
     * A lambda evaluates to a Java function. Its parameters stand at the end of a copy of the row
     * that is made once per evaluation of the lambda, so that its calls allocate nothing.
     */
    @SuppressWarnings("NullAway") // TriFunction's module knows no annotations of nulls
    static Evaluator lambda(TypedExpression.Lambda lambda, CompileScope scope) {
        int count = lambda.parameters().size();
        var body = Interpreter.node(lambda.body(), scope.within(lambda.parameters()));
        return switch (count) {
            case 1 ->
                    (row, errors) -> {
                        var values = withRoom(row, count);
                        var inner = Row.of(values);
                        int at = row.size();
                        return (Function<@Nullable Object, @Nullable Object>)
                                a -> {
                                    values[at] = a;
                                    return body.evaluate(inner, errors);
                                };
                    };
            case 2 ->
                    (row, errors) -> {
                        var values = withRoom(row, count);
                        var inner = Row.of(values);
                        int at = row.size();
                        return (BiFunction<@Nullable Object, @Nullable Object, @Nullable Object>)
                                (a, b) -> {
                                    values[at] = a;
                                    values[at + 1] = b;
                                    return body.evaluate(inner, errors);
                                };
                    };
            case 3 ->
                    (row, errors) -> {
                        var values = withRoom(row, count);
                        var inner = Row.of(values);
                        int at = row.size();
                        return (TriFunction<
                                        @Nullable Object,
                                        @Nullable Object,
                                        @Nullable Object,
                                        @Nullable Object>)
                                (a, b, c) -> {
                                    values[at] = a;
                                    values[at + 1] = b;
                                    values[at + 2] = c;
                                    return body.evaluate(inner, errors);
                                };
                    };
            default ->
                    throw new IllegalArgumentException(
                            "a lambda has one to three parameters, not " + count);
        };
    }

    private static @Nullable Object[] withRoom(Row row, int count) {
        return Arrays.copyOf(row.toArray(), row.size() + count);
    }

    static Evaluator parameter(String name, CompileScope scope) {
        int fromEnd = scope.fromEnd(name);
        return (row, _) -> row.get(row.size() - fromEnd);
    }
}
