// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.AggregateSignature.Factory;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ScalarSignature.Documentation;
import dev.bottledwater.sql.function.ScalarSignature.Parameter;
import dev.bottledwater.sql.function.ScalarSignature.ResultType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.List;

/** The signatures of the aggregate functions. */
final class AggregateFunctions {
    private static final ParameterType T = new ParameterType.Variable("T");
    private static final ResultType FIRST = List::getFirst;
    private static final ResultType LIST = types -> new SqlType.Array(types.getFirst());

    private AggregateFunctions() {}

    static List<AggregateSignature> all() {
        var all = new ArrayList<AggregateSignature>();
        all.add(
                signature(
                        "COUNT",
                        "The number of rows in which the value is not null.",
                        T,
                        List.of(),
                        _ -> Primitive.BIGINT,
                        (_, _) -> new Count()));
        for (var type : List.of(Primitive.DOUBLE, Primitive.INTEGER, Primitive.BIGINT)) {
            all.add(sum(new ParameterType.Exact(type)));
            all.add(
                    signature(
                            "AVG",
                            "The average of the values that are not null.",
                            new ParameterType.Exact(type),
                            List.of(),
                            _ -> Primitive.DOUBLE,
                            (types, _) -> new Average(types.getFirst())));
        }
        all.add(sum(new ParameterType.AnyDecimal()));
        for (var type : Primitive.values()) {
            if (type != Primitive.BOOLEAN) {
                extremes(new ParameterType.Exact(type), all);
            }
        }
        extremes(new ParameterType.AnyDecimal(), all);
        byOffset("EARLIEST_BY_OFFSET", "earliestN", true, all);
        byOffset("LATEST_BY_OFFSET", "latestN", false, all);
        return all;
    }

    private static AggregateSignature sum(ParameterType parameter) {
        return signature(
                "SUM",
                "The sum of the values that are not null.",
                parameter,
                List.of(),
                FIRST,
                (types, _) -> Sum.of(types.getFirst()));
    }

    private static void extremes(ParameterType parameter, List<AggregateSignature> all) {
        all.add(
                signature(
                        "MIN",
                        "The least of the values that are not null.",
                        parameter,
                        List.of(),
                        FIRST,
                        (types, _) -> new Extreme(types.getFirst(), -1)));
        all.add(
                signature(
                        "MAX",
                        "The greatest of the values that are not null.",
                        parameter,
                        List.of(),
                        FIRST,
                        (types, _) -> new Extreme(types.getFirst(), 1)));
    }

    private static void byOffset(
            String name, String count, boolean earliest, List<AggregateSignature> all) {
        var n = parameter(count, new ParameterType.Exact(Primitive.INTEGER));
        var ignoreNulls = parameter("ignoreNulls", new ParameterType.Exact(Primitive.BOOLEAN));
        var one = "The %s value by its place in the topic.".formatted(earliest ? "first" : "last");
        var several =
                "The %s values by their place in the topic.".formatted(earliest ? "first" : "last");
        all.add(
                signature(
                        name, one, T, List.of(), FIRST, (t, _) -> ByOffset.one(t, earliest, true)));
        all.add(
                signature(
                        name,
                        one,
                        T,
                        List.of(ignoreNulls),
                        FIRST,
                        (t, c) -> ByOffset.one(t, earliest, !Boolean.FALSE.equals(c.get(0)))));
        all.add(
                signature(
                        name,
                        several,
                        T,
                        List.of(n),
                        LIST,
                        (t, c) -> ByOffset.several(t, earliest, true, c.get(0))));
        all.add(
                signature(
                        name,
                        several,
                        T,
                        List.of(n, ignoreNulls),
                        LIST,
                        (t, c) ->
                                ByOffset.several(
                                        t, earliest, !Boolean.FALSE.equals(c.get(1)), c.get(0))));
    }

    private static Parameter parameter(String name, ParameterType type) {
        return new Parameter(name, type, "");
    }

    private static AggregateSignature signature(
            String name,
            String description,
            ParameterType parameter,
            List<Parameter> constants,
            ResultType result,
            Factory factory) {
        return new AggregateSignature(
                name,
                List.of(parameter("val1", parameter)),
                constants,
                false,
                result,
                factory,
                new Documentation(description, "AGGREGATE"));
    }
}
