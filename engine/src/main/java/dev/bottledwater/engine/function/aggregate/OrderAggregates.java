// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Signatures of the functions that compare values. */
final class OrderAggregates {
    private static final List<Primitive> TOPK_TYPES =
            List.of(Primitive.DOUBLE, Primitive.INTEGER, Primitive.BIGINT, Primitive.STRING);

    private OrderAggregates() {}

    static List<AggregateSignature> all() {
        var all = new ArrayList<AggregateSignature>();
        ordered()
                .forEach(
                        type -> {
                            all.add(
                                    Definition.of(
                                                    "MIN",
                                                    "The least of the values that are not null.")
                                            .columns(type)
                                            .example("MIN(x)", "1", "NULL", "2", "1")
                                            .gives(
                                                    List::getFirst,
                                                    b ->
                                                            new Extreme(
                                                                    b.arguments().getFirst(), -1)));
                            all.add(
                                    Definition.of(
                                                    "MAX",
                                                    "The greatest of the values that are not null.")
                                            .columns(type)
                                            .example("MAX(x)", "2", "NULL", "2", "1")
                                            .gives(
                                                    List::getFirst,
                                                    b -> new Extreme(b.arguments().getFirst(), 1)));
                            all.add(topKDistinct(type));
                        });
        TOPK_TYPES.forEach(type -> all.add(topK(type)));
        return all;
    }

    private static Stream<ParameterType> ordered() {
        return Stream.concat(
                Arrays.stream(Primitive.values())
                        .filter(type -> type != Primitive.BOOLEAN)
                        .map(ParameterType.Exact::new),
                Stream.of(new ParameterType.AnyDecimal()));
    }

    private static AggregateSignature topK(Primitive type) {
        return Definition.of(
                        "TOPK",
                        "The `k` greatest values that are not null, the greatest first and equal ones"
                                + " in the order of arrival. With more columns each element is a"
                                + " struct of the value as `sort_col` and the columns as `col0`,"
                                + " `col1` and so on.")
                .columns(new ParameterType.Exact(type))
                .anyColumns(new ParameterType.Any(), "What else to keep of a row.")
                .literal("k", Primitive.INTEGER, "How many to keep.")
                .example("TOPK(x, 2)", "[7, 6]", "5", "7", "6")
                .example(
                        "TOPK(x, y, 2)",
                        "[{'sort_col': 7, 'col0': 'b'}, {'sort_col': 5, 'col0': 'a'}]",
                        "5, 'a'",
                        "7, 'b'",
                        "5, 'c'")
                .gives(
                        types -> new SqlType.Array(TopK.element(types)),
                        b ->
                                new TopK(
                                        b.arguments(),
                                        Limits.literal(b.constants().getFirst(), "k"),
                                        false));
    }

    private static AggregateSignature topKDistinct(ParameterType type) {
        return Definition.of(
                        "TOPKDISTINCT",
                        "The `k` greatest different values that are not null, the greatest first.")
                .columns(type)
                .literal("k", Primitive.INTEGER, "How many to keep.")
                .example("TOPKDISTINCT(x, 2)", "[7, 5]", "5", "7", "7")
                .gives(
                        types -> new SqlType.Array(types.getFirst()),
                        b ->
                                new TopK(
                                        b.arguments(),
                                        Limits.literal(b.constants().getFirst(), "k"),
                                        true));
    }
}
