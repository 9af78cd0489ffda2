// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.ir.ExpressionPrinter;
import dev.bottledwater.sql.schema.Column;

import java.util.List;
import java.util.stream.Collectors;

/** Plans as text: one line per node, inputs indented below. For EXPLAIN and tests. */
public final class PlanPrinter {
    private PlanPrinter() {}

    /** The plan with its output, one line per node. */
    public static String print(QueryPlan plan) {
        var out = new StringBuilder();
        out.append(
                plan.output().stream()
                        .map(o -> o.name() + "=#" + o.index())
                        .collect(Collectors.joining(", ", "Output [", "]")));
        if (plan.emit() != null) {
            out.append(" emit ").append(plan.emit());
        }
        if (plan.limit() != null) {
            out.append(" limit ").append(plan.limit());
        }
        out.append('\n');
        print(plan.root(), 1, out);
        return out.toString();
    }

    private static void print(PlanNode node, int depth, StringBuilder out) {
        out.repeat("  ", depth).append(line(node)).append('\n');
        node.inputs().forEach(i -> print(i, depth + 1, out));
    }

    private static String line(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan ->
                    "Scan %s %s [%s]"
                            .formatted(
                                    scan.kind(),
                                    scan.source().name(),
                                    scan.columns().stream()
                                            .map(
                                                    c ->
                                                            c.column().name()
                                                                    + (c instanceof ScanColumn.Key
                                                                            ? " KEY"
                                                                            : ""))
                                            .collect(Collectors.joining(", ")));
            case PlanNode.Filter f -> "Filter " + ExpressionPrinter.print(f.condition());
            case PlanNode.Project p ->
                    "Project key [%s] values %s"
                            .formatted(String.join(", ", p.keyNames()), named(p.values()));
            case PlanNode.Repartition r -> "Repartition key " + named(r.key());
            case PlanNode.FlatMap f -> "FlatMap " + named(f.lists());
            case PlanNode.Join j ->
                    "Join %s %s key %s%s%s"
                            .formatted(
                                    j.joinKind(),
                                    method(j.method()),
                                    j.key().stream().map(Column::name).toList(),
                                    j.leftMoves() ? " moves left" : "",
                                    j.rightMoves() ? " moves right" : "");
            case PlanNode.Aggregate a ->
                    "Aggregate by %s calls [%s]%s"
                            .formatted(
                                    named(a.grouping()),
                                    a.aggregates().stream()
                                            .map(PlanPrinter::call)
                                            .collect(Collectors.joining(", ")),
                                    a.windowing() == null ? "" : " " + window(a.windowing()));
        };
    }

    private static String named(List<NamedExpression> expressions) {
        return expressions.stream()
                .map(e -> e.name() + "=" + ExpressionPrinter.print(e.expression()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String call(AggregateCall call) {
        Column column = call.column();
        var arguments =
                call.arguments().stream()
                        .map(ExpressionPrinter::print)
                        .collect(Collectors.joining(", "));
        return "%s=%s(%s)%s:%s"
                .formatted(
                        column.name(),
                        call.function().name(),
                        arguments,
                        call.constants().isEmpty() ? "" : call.constants(),
                        column.type());
    }

    private static String method(JoinMethod method) {
        return switch (method) {
            case JoinMethod.Windowed w ->
                    "within before=%d after=%d grace=%s"
                            .formatted(w.before(), w.after(), w.grace());
            case JoinMethod.Lookup() -> "lookup";
            case JoinMethod.Tables() -> "tables";
            case JoinMethod.ForeignKey(var key) -> "foreign key " + ExpressionPrinter.print(key);
        };
    }

    private static String window(Windowing w) {
        return "%s size=%d advance=%d retention=%s grace=%s%s"
                .formatted(
                        w.type(),
                        w.size(),
                        w.advance(),
                        w.retention(),
                        w.grace(),
                        w.emitFinal() ? " final" : "");
    }
}
