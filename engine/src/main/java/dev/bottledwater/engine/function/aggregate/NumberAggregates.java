// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.List;

/** Signatures of the functions that count and compute. */
final class NumberAggregates {
    private static final ParameterType T = new ParameterType.Variable("T");
    private static final List<Primitive> TYPES =
            List.of(Primitive.DOUBLE, Primitive.INTEGER, Primitive.BIGINT);

    private NumberAggregates() {}

    static List<AggregateSignature> all() {
        var all = new ArrayList<AggregateSignature>();
        all.add(
                Definition.of(
                                "COUNT",
                                "The number of rows in which the value is not null; `COUNT(*)`"
                                        + " counts all rows.")
                        .columns(T)
                        .example("COUNT(x)", "2", "'a'", "NULL", "'a'")
                        .gives(_ -> Primitive.BIGINT, _ -> new Count()));
        sum(all);
        for (var type : TYPES) {
            all.add(
                    Definition.of("AVG", "The average of the values that are not null.")
                            .columns(new ParameterType.Exact(type))
                            .example("AVG(x)", "1.5", "1", "NULL", "2")
                            .gives(
                                    _ -> Primitive.DOUBLE,
                                    b -> new Average(b.arguments().getFirst())));
        }
        return all;
    }

    private static void sum(List<AggregateSignature> all) {
        var description = "The sum of the values that are not null; 0 when there are none.";
        for (var type : TYPES) {
            all.add(
                    Definition.of("SUM", description)
                            .columns(new ParameterType.Exact(type))
                            .example("SUM(x)", "3", "1", "NULL", "2")
                            .gives(List::getFirst, b -> Sum.of(b.arguments().getFirst())));
        }
        all.add(
                Definition.of("SUM", description)
                        .columns(new ParameterType.AnyDecimal())
                        .example("SUM(x)", "4.00", "1.25", "NULL", "2.75")
                        .gives(List::getFirst, b -> Sum.of(b.arguments().getFirst())));
    }
}
