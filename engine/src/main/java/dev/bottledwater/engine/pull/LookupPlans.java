// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.QueryPlan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Plans of pull queries that ask for one key after the other. Statements that differ only in the
 * constant that a column is compared with at their end, as in {@code … WHERE K = 'a';}, have plans
 * that differ only in that constant: the next one needs no parsing and no analysis, which take
 * longer than the lookup. Thread-safe.
 */
public final class LookupPlans {
    private static final int MOST = 100;

    private record Kept(Catalog catalog, Map<String, String> properties, QueryPlan plan) {}

    private final Map<LookupText.Template, Kept> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<LookupText.Template, Kept> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * The plan of a statement like one that was kept.
     *
     * @param catalog the one that it would be analysed with
     * @param properties likewise
     */
    public Optional<QueryPlan> find(String sql, Catalog catalog, Map<String, String> properties) {
        return LookupText.of(sql).flatMap(text -> find(text, catalog, properties));
    }

    private Optional<QueryPlan> find(
            LookupText text, Catalog catalog, Map<String, String> properties) {
        Kept like;
        synchronized (kept) {
            like = kept.get(text.template());
        }
        if (like == null || like.catalog() != catalog || !like.properties().equals(properties)) {
            return Optional.empty();
        }
        var plan = like.plan();
        return Optional.of(
                new QueryPlan(
                        with(plan.root(), text),
                        plan.output(),
                        plan.emit(),
                        plan.limit(),
                        plan.sources()));
    }

    /** Keeps the plan of a statement if it is one of those. */
    public void keep(String sql, Catalog catalog, Map<String, String> properties, QueryPlan plan) {
        if (plan.emit() != null) {
            return;
        }
        LookupText.of(sql)
                .filter(text -> isLookup(plan.root(), text))
                .ifPresent(
                        text -> {
                            synchronized (kept) {
                                kept.put(
                                        text.template(),
                                        new Kept(catalog, Map.copyOf(properties), plan));
                            }
                        });
    }

    /** Whether the text's constant is in the plan just once, compared with a column. */
    private static boolean isLookup(PlanNode node, LookupText text) {
        return switch (node) {
            case PlanNode.Project(var input, _, var values) ->
                    isLookup(input, text)
                            && values.stream().noneMatch(v -> hasLiteral(v.expression(), text));
            case PlanNode.Filter(PlanNode.Scan _, var condition) ->
                    condition
                                    instanceof
                                    TypedExpression.Comparison(var operator, var left, var right)
                            && operator == ComparisonOperator.EQUAL
                            && left instanceof TypedExpression.ColumnRef
                            && right instanceof TypedExpression.Literal literal
                            && text.literal(literal.type()).filter(literal::equals).isPresent();
            case PlanNode.Filter _,
                    PlanNode.Scan _,
                    PlanNode.Repartition _,
                    PlanNode.FlatMap _,
                    PlanNode.Aggregate _,
                    PlanNode.Join _ ->
                    false;
        };
    }

    private static boolean hasLiteral(TypedExpression expression, LookupText text) {
        return expression instanceof TypedExpression.Literal literal
                        && text.literal(literal.type()).filter(literal::equals).isPresent()
                || Expressions.children(expression).stream().anyMatch(e -> hasLiteral(e, text));
    }

    private static PlanNode with(PlanNode node, LookupText text) {
        return switch (node) {
            case PlanNode.Project(var input, var keyNames, var values) ->
                    new PlanNode.Project(with(input, text), keyNames, values);
            case PlanNode.Filter(
                            var input,
                            TypedExpression.Comparison(var operator, var left, var right)) ->
                    new PlanNode.Filter(
                            input,
                            new TypedExpression.Comparison(
                                    operator, left, text.literal(right.type()).orElseThrow()));
            case PlanNode.Filter _,
                    PlanNode.Scan _,
                    PlanNode.Repartition _,
                    PlanNode.FlatMap _,
                    PlanNode.Aggregate _,
                    PlanNode.Join _ ->
                    throw new IllegalArgumentException("not a lookup");
        };
    }
}
