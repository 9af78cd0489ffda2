// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.rewrite;

import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.ScanColumn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Reads only the columns that the plan uses; key columns always stay. */
final class PruneScanColumns {
    private PruneScanColumns() {}

    /** The same root rows from smaller scans. */
    static PlanNode apply(PlanNode root) {
        var all = new BitSet();
        all.set(0, root.schema().columns().size());
        return prune(root, all).node();
    }

    /**
     * A node that emits fewer columns.
     *
     * @param positions where each old column stands now, -1 for a dropped one
     */
    private record Pruned(PlanNode node, int[] positions) {
        int position(int old) {
            int now = positions[old];
            if (now < 0) {
                throw new IllegalStateException("column %d was dropped".formatted(old));
            }
            return now;
        }
    }

    private static Pruned prune(PlanNode node, BitSet required) {
        return switch (node) {
            case PlanNode.Scan scan -> scan(scan, required);
            case PlanNode.Filter(var input, var condition) -> {
                var needed = (BitSet) required.clone();
                needed.or(Expressions.columns(condition));
                var pruned = prune(input, needed);
                yield new Pruned(
                        new PlanNode.Filter(pruned.node(), moved(condition, pruned::position)),
                        pruned.positions());
            }
            case PlanNode.Project project -> project(project, required);
            case PlanNode.Repartition(var input, var key) -> {
                var needed = required.get(key.size(), Math.max(key.size(), required.length()));
                key.forEach(k -> needed.or(Expressions.columns(k.expression())));
                var pruned = prune(input, needed);
                int keys = key.size();
                var positions = new int[keys + pruned.positions().length];
                for (int i = 0; i < positions.length; i++) {
                    int old = i - keys;
                    positions[i] =
                            i < keys
                                    ? i
                                    : pruned.positions()[old] < 0
                                            ? -1
                                            : keys + pruned.positions()[old];
                }
                yield new Pruned(
                        new PlanNode.Repartition(pruned.node(), moved(key, pruned::position)),
                        positions);
            }
            case PlanNode.FlatMap(var input, var lists) -> flatMap(input, lists, required);
            case PlanNode.Join join -> join(join, required);
            case PlanNode.Aggregate(var input, var grouping, var calls, var windowing) -> {
                var needed = new BitSet();
                grouping.forEach(g -> needed.or(Expressions.columns(g.expression())));
                calls.forEach(c -> c.arguments().forEach(a -> needed.or(Expressions.columns(a))));
                var pruned = prune(input, needed);
                yield unchanged(
                        new PlanNode.Aggregate(
                                pruned.node(),
                                moved(grouping, pruned::position),
                                calls.stream().map(c -> moved(c, pruned::position)).toList(),
                                windowing));
            }
        };
    }

    /** All lists stay, since each may be the longest. */
    private static Pruned flatMap(PlanNode input, List<NamedExpression> lists, BitSet required) {
        int width = input.schema().columns().size();
        var needed = required.get(0, width);
        lists.forEach(l -> needed.or(Expressions.columns(l.expression())));
        var pruned = prune(input, needed);
        int newWidth = pruned.node().schema().columns().size();
        var positions = new int[width + lists.size()];
        Arrays.setAll(positions, i -> i < width ? pruned.positions()[i] : newWidth + i - width);
        return new Pruned(
                new PlanNode.FlatMap(pruned.node(), moved(lists, pruned::position)), positions);
    }

    private static Pruned join(PlanNode.Join join, BitSet required) {
        int keys = join.key().size();
        int leftWidth = join.left().schema().columns().size();
        int width = join.schema().columns().size();
        var ofLeft = required.get(keys, keys + leftWidth);
        var ofRight = required.get(keys + leftWidth, width);
        if (join.method() instanceof JoinMethod.ForeignKey(var key)) {
            ofLeft.or(Expressions.columns(key));
        }
        var left = prune(join.left(), ofLeft);
        var right = prune(join.right(), ofRight);
        int newLeftWidth = left.node().schema().columns().size();
        var positions = new int[width];
        Arrays.setAll(
                positions,
                i -> {
                    if (i < keys) {
                        return i;
                    }
                    int inLeft = i - keys;
                    int position =
                            inLeft < leftWidth
                                    ? left.positions()[inLeft]
                                    : right.positions()[inLeft - leftWidth];
                    return position < 0
                            ? -1
                            : keys + (inLeft < leftWidth ? 0 : newLeftWidth) + position;
                });
        return new Pruned(
                new PlanNode.Join(
                        left.node(),
                        right.node(),
                        join.joinKind(),
                        join.method() instanceof JoinMethod.ForeignKey(var key)
                                ? new JoinMethod.ForeignKey(moved(key, left::position))
                                : join.method(),
                        join.key(),
                        join.keyFormat(),
                        join.leftMoves(),
                        join.rightMoves()),
                positions);
    }

    private static Pruned scan(PlanNode.Scan scan, BitSet required) {
        var kept = new ArrayList<ScanColumn>();
        var positions = new int[scan.columns().size()];
        Arrays.fill(positions, -1);
        for (int i = 0; i < positions.length; i++) {
            var column = scan.columns().get(i);
            if (required.get(i) || column instanceof ScanColumn.Key) {
                positions[i] = kept.size();
                kept.add(column);
            }
        }
        return new Pruned(new PlanNode.Scan(scan.source(), scan.alias(), kept), positions);
    }

    private static Pruned project(PlanNode.Project project, BitSet required) {
        int keys = project.keyNames().size();
        var kept = new ArrayList<NamedExpression>();
        var positions = new int[keys + project.values().size()];
        var needed = new BitSet();
        needed.set(0, keys);
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i < keys ? i : -1;
            if (i >= keys && required.get(i)) {
                var value = project.values().get(i - keys);
                positions[i] = keys + kept.size();
                kept.add(value);
                needed.or(Expressions.columns(value.expression()));
            }
        }
        var pruned = prune(project.input(), needed);
        return new Pruned(
                new PlanNode.Project(
                        pruned.node(), project.keyNames(), moved(kept, pruned::position)),
                positions);
    }

    private static Pruned unchanged(PlanNode node) {
        var positions = new int[node.schema().columns().size()];
        Arrays.setAll(positions, i -> i);
        return new Pruned(node, positions);
    }

    private static TypedExpression moved(TypedExpression expression, IntUnaryOperator position) {
        return Expressions.mapColumns(expression, position);
    }

    private static List<NamedExpression> moved(
            List<NamedExpression> expressions, IntUnaryOperator position) {
        return expressions.stream()
                .map(e -> new NamedExpression(e.name(), moved(e.expression(), position)))
                .toList();
    }

    private static AggregateCall moved(AggregateCall call, IntUnaryOperator position) {
        return call.withArguments(call.arguments().stream().map(a -> moved(a, position)).toList());
    }
}
