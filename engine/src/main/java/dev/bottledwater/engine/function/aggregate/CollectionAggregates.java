// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ScalarSignature.ResultType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.List;

/** Signatures of the functions that gather values. */
final class CollectionAggregates {
    private static final ParameterType T = new ParameterType.Variable("T");
    private static final ResultType LIST = types -> new SqlType.Array(types.getFirst());

    private CollectionAggregates() {}

    static List<AggregateSignature> all() {
        return List.of(
                Definition.of(
                                "ATTR",
                                "The value that all rows have; null when they differ or it is null.")
                        .columns(T)
                        .example("ATTR(x)", "'a'", "'a'", "'a'")
                        .example("ATTR(x)", "null", "'a'", "'b'")
                        .gives(List::getFirst, b -> new Attribute(b.arguments().getFirst(), true)),
                Definition.of(
                                "COLLECT_LIST",
                                "All values in the order of arrival, nulls among them; not more than"
                                        + " `ksql.functions.collect_list.limit` when that is set.")
                        .columns(T)
                        .setting(CollectList.LIMIT)
                        .example("COLLECT_LIST(x)", "['b', null, 'b']", "'b'", "NULL", "'b'")
                        .gives(
                                LIST,
                                b ->
                                        new CollectList(
                                                b.arguments().getFirst(),
                                                Limits.setting(b.settings(), CollectList.LIMIT))),
                Definition.of(
                                "COLLECT_SET",
                                "Each value once in the order of its first arrival, null as well; not"
                                        + " more than `ksql.functions.collect_set.limit` when that is"
                                        + " set.")
                        .columns(T)
                        .setting(CollectSet.LIMIT)
                        .example("COLLECT_SET(x)", "['b', null]", "'b'", "NULL", "'b'")
                        .gives(
                                LIST,
                                b ->
                                        new CollectSet(
                                                b.arguments().getFirst(),
                                                Limits.setting(b.settings(), CollectSet.LIMIT))),
                Definition.of(
                                "HISTOGRAM",
                                "How often each text that is not null came, for the first 1,000"
                                        + " different ones.")
                        .columns(new ParameterType.Exact(Primitive.STRING))
                        .example("HISTOGRAM(x)", "{'a': 1, 'b': 2}", "'b'", "'a'", "NULL", "'b'")
                        .gives(
                                _ -> new SqlType.Map(Primitive.STRING, Primitive.BIGINT),
                                _ -> new Histogram()));
    }
}
