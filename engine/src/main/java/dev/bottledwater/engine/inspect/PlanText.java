// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Physical plans as EXPLAIN shows them: the last step first, its inputs below, further in. */
public final class PlanText {
    private final String queryId;
    private final StringBuilder text = new StringBuilder();

    private PlanText(String queryId) {
        this.queryId = queryId;
    }

    /** The steps of a persistent query, its sink first. */
    public static String of(PhysicalPlan plan, String queryId) {
        var text = new PlanText(queryId);
        text.line(0, "SINK", plan.sink().schema(), plan.sink().name());
        text.step(plan.root(), 1);
        return text.text.toString();
    }

    /** The steps of a query without a sink. */
    public static String of(Step root, String queryId) {
        var text = new PlanText(queryId);
        text.step(root, 0);
        return text.text.toString();
    }

    private void step(Step step, int depth) {
        line(depth, kind(step), step.schema(), step.name());
        step.inputs().forEach(input -> step(input, depth + 1));
    }

    /** KSQL's word for a kind of step. */
    static String kind(Step step) {
        return switch (step) {
            case Step.StreamSource _, Step.TableSource _ -> "SOURCE";
            case Step.Filter _ -> "FILTER";
            case Step.Project _ -> "PROJECT";
            case Step.Repartition _ -> "REPARTITION";
            case Step.FlatMap _ -> "FLAT_MAP";
            case Step.Join _ -> "JOIN";
            case Step.StreamAggregate _, Step.WindowedAggregate _, Step.TableAggregate _ ->
                    "AGGREGATE";
        };
    }

    private void line(int depth, String kind, RowSchema schema, String name) {
        text.repeat("\t\t", depth)
                .append(
                        " > [ %s ] | Schema: %s | Logger: %s.%s\n"
                                .formatted(kind, schema(schema), queryId, name));
    }

    private static String schema(RowSchema schema) {
        return IntStream.range(0, schema.columns().size())
                .mapToObj(
                        i -> {
                            var column = schema.columns().get(i);
                            return "%s %s%s"
                                    .formatted(
                                            column.name(),
                                            type(column.type()),
                                            i < schema.keyCount() ? " KEY" : "");
                        })
                .collect(Collectors.joining(", "));
    }

    /** Without quotes around the names of fields. */
    private static String type(SqlType type) {
        return switch (type) {
            case SqlType.Array(var element) -> "ARRAY<" + type(element) + ">";
            case SqlType.Map(var key, var value) -> "MAP<" + type(key) + ", " + type(value) + ">";
            case SqlType.Struct(var fields) ->
                    fields.stream()
                            .map(f -> f.name() + " " + type(f.type()))
                            .collect(Collectors.joining(", ", "STRUCT<", ">"));
            case Primitive _, SqlType.Decimal _ -> type.toString();
        };
    }
}
