// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Expression.Comparison;
import dev.bottledwater.sql.ast.Expression.ComparisonOperator;
import dev.bottledwater.sql.ast.Expression.Logical;
import dev.bottledwater.sql.ast.Expression.LogicalOperator;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.typing.ExpressionText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the WHERE clause of a pull query on a table may ask of the key. Where scans of tables are
 * switched off, every alternative of the condition must name the whole key (language reference,
 * section 8.2).
 */
final class PullKeys {
    private static final String SCANS = "ksql.query.pull.table.scan.enabled";
    private static final String RANGES = "ksql.query.pull.range.scan.enabled";

    /** Conditions with more alternatives are read as scans. */
    private static final int MOST_ALTERNATIVES = 10_000;

    private final Source table;
    private final boolean scans;
    private final boolean ranges;

    private PullKeys(Source table, Map<String, String> properties) {
        this.table = table;
        this.scans = enabled(properties, SCANS);
        this.ranges = enabled(properties, RANGES);
    }

    static boolean enabled(Map<String, String> properties, String name) {
        return Boolean.parseBoolean(properties.getOrDefault(name, "true").strip());
    }

    /**
     * Checks a condition.
     *
     * @param where null for none
     * @param span where a missing condition is complained of
     */
    static void check(
            Source table,
            @Nullable Expression where,
            SourceSpan span,
            Map<String, String> properties) {
        var keys = new PullKeys(table, properties);
        if (where == null) {
            if (!keys.scans) {
                throw PullRules.refused("Missing WHERE clause.", span);
            }
            return;
        }
        var alternatives = keys.alternatives(where);
        for (var alternative : alternatives) {
            alternative.forEach(keys::checkMember);
            if (!keys.scans) {
                keys.checkLookup(alternative, where.span());
            }
        }
        if (!keys.scans && alternatives.isEmpty()) {
            throw scanNeeded(where.span());
        }
    }

    /**
     * The condition as alternatives of conditions that hold together; none if they are too many.
     */
    private List<List<Expression>> alternatives(Expression condition) {
        return switch (condition) {
            case Logical(var operator, var left, var right, _) -> {
                var ones = alternatives(left);
                var others = alternatives(right);
                yield operator == LogicalOperator.OR ? either(ones, others) : both(ones, others);
            }
            case Expression.InList(var value, var candidates, var negated, var span)
                    when !negated ->
                    candidates.stream()
                            .map(
                                    c ->
                                            List.<Expression>of(
                                                    new Comparison(
                                                            ComparisonOperator.EQUAL,
                                                            value,
                                                            c,
                                                            span)))
                            .toList();
            case Expression.Between between when !between.negated() ->
                    List.of(
                            List.of(
                                    new Comparison(
                                            ComparisonOperator.GREATER_THAN_OR_EQUAL,
                                            between.operand(),
                                            between.low(),
                                            between.span()),
                                    new Comparison(
                                            ComparisonOperator.LESS_THAN_OR_EQUAL,
                                            between.operand(),
                                            between.high(),
                                            between.span())));
            default -> List.of(List.of(condition));
        };
    }

    private static List<List<Expression>> either(
            List<List<Expression>> ones, List<List<Expression>> others) {
        var all = new ArrayList<>(ones);
        all.addAll(others);
        return ones.isEmpty() || others.isEmpty() || all.size() > MOST_ALTERNATIVES
                ? List.of()
                : all;
    }

    private static List<List<Expression>> both(
            List<List<Expression>> ones, List<List<Expression>> others) {
        if ((long) ones.size() * others.size() > MOST_ALTERNATIVES) {
            return List.of();
        }
        var all = new ArrayList<List<Expression>>();
        for (var one : ones) {
            for (var other : others) {
                var together = new ArrayList<>(one);
                together.addAll(other);
                all.add(together);
            }
        }
        return all;
    }

    /** The elements of a list that a key is compared with are of the key's type. */
    private void checkMember(Expression condition) {
        if (!(condition instanceof Comparison(var operator, var left, var right, _))
                || operator != ComparisonOperator.EQUAL) {
            return;
        }
        var key = key(left);
        if (key == null || !(right instanceof Literal literal)) {
            return;
        }
        if (literal instanceof Literal.NullLiteral) {
            throw PullRules.refused(
                    "Primary key columns can not be NULL: " + ExpressionText.of(condition),
                    literal.span());
        }
        if (!fits(literal, key)) {
            throw PullRules.refused(
                    "%s can not be converted to the type of the key column: %s %s KEY"
                            .formatted(ExpressionText.of(literal), key.name(), key.type()),
                    literal.span());
        }
    }

    private static boolean fits(Literal literal, Column key) {
        return switch (literal) {
            case Literal.StringLiteral _ ->
                    !(key.type() instanceof Primitive p
                            && (p == Primitive.INTEGER
                                    || p == Primitive.BIGINT
                                    || p == Primitive.DOUBLE
                                    || p == Primitive.BOOLEAN));
            case Literal.BooleanLiteral _ -> key.type() == Primitive.BOOLEAN;
            case Literal.NullLiteral _ -> false;
            case Literal.IntegerLiteral _,
                    Literal.LongLiteral _,
                    Literal.DecimalLiteral _,
                    Literal.DoubleLiteral _ ->
                    key.type() != Primitive.STRING && key.type() != Primitive.BOOLEAN;
        };
    }

    private void checkLookup(List<Expression> alternative, SourceSpan span) {
        var found = new LinkedHashMap<Column, ComparisonOperator>();
        for (var condition : alternative) {
            if (!(condition instanceof Comparison(var operator, var left, var right, _))) {
                continue;
            }
            var key = key(left) == null ? key(right) : key(left);
            if (key == null) {
                continue;
            }
            if (!isResolvable(key(left) == null ? left : right)) {
                throw PullRules.refused(
                        "A comparison must be between a key column and a resolvable expression.",
                        condition.span());
            }
            if (!isBound(operator)) {
                throw PullRules.refused(
                        "Bound on key columns '%s' must currently be '='.".formatted(expected()),
                        condition.span());
            }
            if (found.putIfAbsent(key, operator) != null) {
                throw PullRules.refused(
                        "A comparison condition on the key column cannot be combined with other comparisons such as an IN predicate",
                        condition.span());
            }
        }
        if (found.isEmpty()) {
            throw PullRules.refused(
                    "WHERE clause missing key column for disjunct: " + text(alternative), span);
        }
        if (found.size() < table.schema().keyCount()) {
            throw PullRules.refused(
                    "Multi-column sources must specify every key in the WHERE clause. Specified: %s Expected: %s."
                            .formatted(
                                    found.keySet().stream().map(Column::name).toList(), expected()),
                    span);
        }
        boolean range = found.values().stream().anyMatch(o -> o != ComparisonOperator.EQUAL);
        if (range && !(ranges && isRangeKey())) {
            throw scanNeeded(span);
        }
    }

    /** Keys that lie in their stores in the order of their values. */
    private boolean isRangeKey() {
        var key = table.schema().key();
        return !table.isWindowed() && key.size() == 1 && key.getFirst().type() == Primitive.STRING;
    }

    private static boolean isBound(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> true;
            case NOT_EQUAL, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> false;
        };
    }

    private @Nullable Column key(Expression expression) {
        return expression instanceof Expression.ColumnRef ref
                ? table.schema().key().stream()
                        .filter(c -> c.name().equals(ref.name().text()))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** Whether its value is known without a row. */
    private static boolean isResolvable(Expression expression) {
        return switch (expression) {
            case Literal _, Expression.TimeUnit _ -> true;
            case Expression.ColumnRef _, Expression.Lambda _ -> false;
            case Expression.FieldAccess e -> isResolvable(e.struct());
            case Expression.Subscript e -> areResolvable(List.of(e.base(), e.index()));
            case Expression.FunctionCall e -> areResolvable(e.arguments());
            case Expression.Signed e -> isResolvable(e.operand());
            case Expression.Arithmetic e -> areResolvable(List.of(e.left(), e.right()));
            case Comparison e -> areResolvable(List.of(e.left(), e.right()));
            case Logical e -> areResolvable(List.of(e.left(), e.right()));
            case Expression.Not e -> isResolvable(e.operand());
            case Expression.IsNull e -> isResolvable(e.operand());
            case Expression.Between e -> areResolvable(List.of(e.operand(), e.low(), e.high()));
            case Expression.Like e -> areResolvable(List.of(e.operand(), e.pattern()));
            case Expression.InList e -> isResolvable(e.operand()) && areResolvable(e.values());
            case Expression.Cast e -> isResolvable(e.operand());
            case Expression.Case _ -> false; // never where one looks a key up
            case Expression.ArrayConstructor e -> areResolvable(e.elements());
            case Expression.MapConstructor e ->
                    e.entries().stream()
                            .allMatch(m -> isResolvable(m.key()) && isResolvable(m.value()));
            case Expression.StructConstructor e ->
                    e.fields().stream().allMatch(f -> isResolvable(f.value()));
        };
    }

    private static boolean areResolvable(List<Expression> expressions) {
        return expressions.stream().allMatch(PullKeys::isResolvable);
    }

    private String expected() {
        return table.schema().key().stream()
                .map(c -> "`%s` %s KEY".formatted(c.name(), c.type()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(List<Expression> alternative) {
        return ExpressionText.of(
                alternative.stream()
                        .reduce((a, b) -> new Logical(LogicalOperator.AND, a, b, a.span()))
                        .orElseThrow());
    }

    private static SqlException scanNeeded(SourceSpan span) {
        return PullRules.refused(
                "Query requires table scan to be enabled. Table scans can be enabled by setting %s=true."
                        .formatted(SCANS),
                span);
    }
}
