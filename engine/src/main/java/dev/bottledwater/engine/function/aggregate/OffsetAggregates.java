// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** Signatures of EARLIEST_BY_OFFSET and LATEST_BY_OFFSET. */
final class OffsetAggregates {
    private OffsetAggregates() {}

    static List<AggregateSignature> all() {
        return Stream.of(true, false).flatMap(OffsetAggregates::overloads).toList();
    }

    private static Stream<AggregateSignature> overloads(boolean earliest) {
        var name = earliest ? "EARLIEST_BY_OFFSET" : "LATEST_BY_OFFSET";
        return Stream.of(
                one(name, earliest)
                        .example(
                                name + "(x)",
                                earliest ? "'a'" : "'b'",
                                "NULL",
                                "'a'",
                                "'b'",
                                "NULL")
                        .gives(List::getFirst, b -> ByOffset.one(b.arguments(), earliest, true)),
                ignoreNulls(one(name, earliest))
                        .example(name + "(x, FALSE)", "null", "NULL", "'a'", "'b'", "NULL")
                        .gives(
                                List::getFirst,
                                b ->
                                        ByOffset.one(
                                                b.arguments(),
                                                earliest,
                                                isTrue(b.constants().get(0)))),
                several(name, earliest)
                        .example(
                                name + "(x, 2)",
                                earliest ? "['a', 'b']" : "['b', 'c']",
                                "'a'",
                                "'b'",
                                "NULL",
                                "'c'")
                        .gives(
                                types -> new SqlType.Array(types.getFirst()),
                                b ->
                                        ByOffset.several(
                                                b.arguments(),
                                                earliest,
                                                true,
                                                b.constants().get(0))),
                ignoreNulls(several(name, earliest))
                        .example(
                                name + "(x, 2, FALSE)",
                                earliest ? "['a', 'b']" : "[null, 'c']",
                                "'a'",
                                "'b'",
                                "NULL",
                                "'c'")
                        .gives(
                                types -> new SqlType.Array(types.getFirst()),
                                b ->
                                        ByOffset.several(
                                                b.arguments(),
                                                earliest,
                                                isTrue(b.constants().get(1)),
                                                b.constants().get(0))));
    }

    private static Definition one(String name, boolean earliest) {
        return Definition.of(
                        name,
                        "The %s value by its place in the topic; nulls don't count unless"
                                        .formatted(earliest ? "first" : "last")
                                + " `ignoreNulls` is false.")
                .columns(new ParameterType.Variable("T"));
    }

    private static Definition several(String name, boolean earliest) {
        return Definition.of(
                        name,
                        "The %s values by their place in the topic; nulls don't count unless"
                                        .formatted(earliest ? "first" : "last")
                                + " `ignoreNulls` is false.")
                .columns(new ParameterType.Variable("T"))
                .literal(
                        earliest ? "earliestN" : "latestN",
                        Primitive.INTEGER,
                        "How many values to keep.");
    }

    private static Definition ignoreNulls(Definition definition) {
        return definition.literal(
                "ignoreNulls", Primitive.BOOLEAN, "Whether to leave nulls out; true by default.");
    }

    private static boolean isTrue(@Nullable Object literal) {
        return !Boolean.FALSE.equals(literal);
    }
}
