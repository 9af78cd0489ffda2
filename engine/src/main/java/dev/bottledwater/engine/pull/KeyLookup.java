// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.ScanColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which keys a pull query asks for. The condition is tested on the rows all the same, so that what
 * isn't understood here only costs time.
 */
public final class KeyLookup {
    private static final int MOST_KEYS = 1000;
    private static final Row NO_ROW = Row.of();

    private final Step.TableSource source;
    private final ExpressionCompiler compiler;

    private KeyLookup(Step.TableSource source, ExpressionCompiler compiler) {
        this.source = source;
        this.compiler = compiler;
    }

    /**
     * The keys of the rows that a condition can hold for.
     *
     * @param root the last step of a query on one table
     * @param compiler for the values that keys are compared with
     * @return empty when any key may be one
     */
    public static Optional<List<Row>> keys(Step root, ExpressionCompiler compiler) {
        return switch (root) {
            case Step.Project s -> keys(s.input(), compiler);
            case Step.Filter(_, Step.TableSource source, var condition) ->
                    new KeyLookup(source, compiler).keys(condition);
            case Step.Filter _,
                    Step.StreamSource _,
                    Step.TableSource _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.WindowedAggregate _,
                    Step.TableAggregate _,
                    Step.Join _ ->
                    Optional.empty();
        };
    }

    private Optional<List<Row>> keys(TypedExpression condition) {
        if (condition instanceof TypedExpression.Or(var alternatives)) {
            var all = new LinkedHashSet<Row>();
            for (var alternative : alternatives) {
                var keys = keys(alternative);
                if (keys.isEmpty()) {
                    return Optional.empty();
                }
                all.addAll(keys.get());
            }
            return all.size() > MOST_KEYS ? Optional.empty() : Optional.of(List.copyOf(all));
        }
        List<@Nullable Object[]> keys = List.<@Nullable Object[]>of(new @Nullable Object[0]);
        for (int i = 0; i < source.source().keyColumns().size(); i++) {
            var values = values(condition, i);
            if (values.isEmpty() || (long) keys.size() * values.get().size() > MOST_KEYS) {
                return Optional.empty();
            }
            keys = longer(keys, values.get());
        }
        return Optional.of(keys.stream().map(Row::of).toList());
    }

    private static List<@Nullable Object[]> longer(
            List<@Nullable Object[]> keys, Set<Object> values) {
        var longer = new ArrayList<@Nullable Object[]>();
        for (var key : keys) {
            for (var value : values) {
                var next = java.util.Arrays.copyOf(key, key.length + 1);
                next[key.length] = value;
                longer.add(next);
            }
        }
        return longer;
    }

    /** The values that a key column can have; empty when it may have any. */
    private Optional<Set<Object>> values(TypedExpression condition, int keyColumn) {
        return switch (condition) {
            case TypedExpression.And(var operands) ->
                    operands.stream()
                            .map(o -> values(o, keyColumn))
                            .flatMap(Optional::stream)
                            .findFirst();
            case TypedExpression.Comparison(var operator, var left, var right)
                    when operator == ComparisonOperator.EQUAL ->
                    isKey(left, keyColumn)
                            ? constants(List.of(right))
                            : isKey(right, keyColumn) ? constants(List.of(left)) : Optional.empty();
            case TypedExpression.In(var value, var candidates) when isKey(value, keyColumn) ->
                    constants(candidates);
            default -> Optional.empty();
        };
    }

    private boolean isKey(TypedExpression expression, int keyColumn) {
        return expression instanceof TypedExpression.ColumnRef ref
                && source.columns().get(ref.index()) instanceof ScanColumn.Key(int index, _)
                && index == keyColumn;
    }

    /** A comparison with null is never true, and one whose value can't be computed isn't either. */
    private Optional<Set<Object>> constants(List<TypedExpression> expressions) {
        var values = new LinkedHashSet<Object>();
        for (var expression : expressions) {
            if (!Expressions.columns(expression).isEmpty()) {
                return Optional.empty();
            }
            var value = compiler.compile(expression, "a key").evaluate(NO_ROW, (_, _) -> {});
            if (value != null) {
                values.add(value);
            }
        }
        return Optional.of(values);
    }
}
