// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.physical.Grouping;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.Sink;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.ir.ExpressionPrinter;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.Column;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What differs between two plans of a query, a line per step, the sink first: {@code -} for the old
 * one's, {@code +} for the new one's. Unlike {@link PlanText}, which has KSQL's form, lines hold
 * conditions and expressions.
 */
public final class PlanDifference {
    /** The place of a column, outside of texts in quotes. */
    private static final Pattern PLACE = Pattern.compile("('(?:[^']|'')*')|#0");

    private PlanDifference() {}

    /** The lines that differ; empty when no step says anything else. */
    public static String of(PhysicalPlan old, PhysicalPlan replacement) {
        return String.join("\n", changes(lines(old), lines(replacement)));
    }

    private static List<String> lines(PhysicalPlan plan) {
        var lines = new ArrayList<String>();
        lines.add(line(plan.sink()));
        add(plan.root(), lines);
        return lines;
    }

    private static void add(Step step, List<String> lines) {
        lines.add(PlanText.kind(step) + " " + step.name() + ": " + detail(step));
        step.inputs().forEach(input -> add(input, lines));
    }

    private static String line(Sink sink) {
        return "SINK %s: %s".formatted(sink.name(), columns(sink.schema().columns()));
    }

    private static String detail(Step step) {
        return switch (step) {
            case Step.StreamSource s ->
                    "stream %s, %s".formatted(s.source().name(), columns(s.schema().columns()));
            case Step.TableSource s ->
                    "table %s%s, %s"
                            .formatted(
                                    s.source().name(),
                                    s.store() == null ? "" : " kept",
                                    columns(s.schema().columns()));
            case Step.Filter s -> text(s.condition());
            case Step.Project s -> named(s.values());
            case Step.Repartition s -> "by " + named(s.key());
            case Step.FlatMap s -> named(s.lists());
            case Step.StreamAggregate s -> aggregate(s.grouping(), s.calls(), null);
            case Step.TableAggregate s -> aggregate(s.grouping(), s.calls(), null);
            case Step.WindowedAggregate s -> aggregate(s.grouping(), s.calls(), s.windowing());
            case Step.Join s -> s.joinKind() + " " + method(s.method());
        };
    }

    private static String method(JoinMethod method) {
        return switch (method) {
            case JoinMethod.Windowed(long before, long after, var grace) ->
                    "within %d ms before and %d ms after%s".formatted(before, after, grace(grace));
            case JoinMethod.Lookup() -> "with a table";
            case JoinMethod.Tables() -> "of tables";
            case JoinMethod.ForeignKey(var key) -> "of tables by " + text(key);
        };
    }

    private static String aggregate(
            Grouping grouping, List<AggregateCall> calls, @Nullable Windowing windowing) {
        var text =
                calls.stream().map(PlanDifference::call).collect(Collectors.joining(", "))
                        + " by "
                        + named(grouping.expressions());
        return windowing == null
                ? text
                : "%s, %s of %d ms, advance %d ms%s%s"
                        .formatted(
                                text,
                                windowing.type(),
                                windowing.size(),
                                windowing.advance(),
                                grace(windowing.grace()),
                                windowing.emitFinal() ? ", final" : "");
    }

    private static String grace(@Nullable Long grace) {
        return grace == null ? "" : ", grace %d ms".formatted(grace);
    }

    private static String call(AggregateCall call) {
        var arguments = new ArrayList<String>();
        call.arguments().forEach(a -> arguments.add(text(a)));
        call.constants().forEach(c -> arguments.add(String.valueOf(c)));
        return call.function().name() + "(" + String.join(", ", arguments) + ")";
    }

    private static String named(List<NamedExpression> expressions) {
        return expressions.stream()
                .map(
                        e -> {
                            var text = text(e.expression());
                            return text.equals(e.name()) ? text : text + " AS " + e.name();
                        })
                .collect(Collectors.joining(", "));
    }

    private static String columns(List<Column> columns) {
        return columns.stream()
                .map(c -> c.name() + " " + c.type())
                .collect(Collectors.joining(", "));
    }

    /** Columns by name: their places shift when others are added. */
    private static String text(TypedExpression expression) {
        var printed = ExpressionPrinter.print(Expressions.mapColumns(expression, _ -> 0));
        return PLACE.matcher(printed)
                .replaceAll(
                        m ->
                                m.group(1) == null
                                        ? ""
                                        : java.util.regex.Matcher.quoteReplacement(m.group(1)));
    }

    /** The lines outside of a longest common subsequence. */
    private static List<String> changes(List<String> old, List<String> replacement) {
        var common = new int[old.size() + 1][replacement.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = replacement.size() - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(i).equals(replacement.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var lines = new ArrayList<String>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < replacement.size()) {
            if (i < old.size() && j < replacement.size() && old.get(i).equals(replacement.get(j))) {
                i++;
                j++;
            } else if (j == replacement.size()
                    || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + old.get(i++));
            } else {
                lines.add("+ " + replacement.get(j++));
            }
        }
        return lines;
    }
}
