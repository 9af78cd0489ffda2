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
        all.add(
                Definition.of(
                                "COUNT_DISTINCT",
                                "About how many different values that are not null there are: exact"
                                        + " up to 255, with a standard error of 2.3 % beyond.")
                        .columns(T)
                        .example("COUNT_DISTINCT(x)", "2", "'a'", "'b'", "NULL", "'a'")
                        .gives(_ -> Primitive.BIGINT, _ -> new CountDistinct()));
        sum(all);
        for (var type : TYPES) {
            all.add(
                    Definition.of("AVG", "The average of the values that are not null.")
                            .columns(new ParameterType.Exact(type))
                            .example("AVG(x)", "1.5", "1", "NULL", "2")
                            .gives(
                                    _ -> Primitive.DOUBLE,
                                    b -> Average.of(b.arguments().getFirst())));
            statistics(type, all);
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

    private static void statistics(Primitive type, List<AggregateSignature> all) {
        var parameter = new ParameterType.Exact(type);
        all.add(
                Definition.of("SUM_LIST", "The sum of all elements of arrays; nulls are left out.")
                        .columns(new ParameterType.ArrayOf(parameter))
                        .example("SUM_LIST(x)", "10", "ARRAY[1, 2]", "NULL", "ARRAY[3, 4]")
                        .gives(_ -> type, _ -> new SumList(Sum.of(type))));
        all.add(
                Definition.of(
                                "STDDEV_SAMPLE",
                                "The sample standard deviation of the values that are not null; 0 for"
                                        + " fewer than two.")
                        .columns(parameter)
                        .example("STDDEV_SAMPLE(x)", "2.0", "1", "3", "NULL", "5")
                        .gives(_ -> Primitive.DOUBLE, _ -> new Deviation(true)));
        all.add(
                Definition.of(
                                "STDDEV_SAMP",
                                "The sample variance of the values that are not null, and not what its"
                                        + " name says; 0 for fewer than two. Write STDDEV_SAMPLE for"
                                        + " the standard deviation.")
                        .columns(parameter)
                        .example("STDDEV_SAMP(x)", "4.0", "1", "3", "NULL", "5")
                        .gives(_ -> Primitive.DOUBLE, _ -> new Deviation(false)));
        all.add(
                Definition.of(
                                "CORRELATION",
                                "Pearson's correlation of two columns, from -1 to 1, over the rows in"
                                        + " which neither is null; NaN for fewer than two rows or"
                                        + " where a column's values are all equal.")
                        .columns(parameter, parameter)
                        .example("CORRELATION(x, y)", "1.0", "1, 10", "2, 20", "NULL, 5", "4, 40")
                        .gives(_ -> Primitive.DOUBLE, _ -> new Correlation()));
    }
}
