// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.lookup;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.QueryPlan;

import org.jspecify.annotations.Nullable;

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

    private final Preparation preparation;

    /** Makes lookups ready. */
    @FunctionalInterface
    public interface Preparation {
        /**
         * @param catalog that the plan was analysed with
         * @return empty when rows can't be read by a plan like this at once
         */
        Optional<TableLookup> prepare(QueryPlan plan, Catalog catalog);
    }

    /**
     * @param lookup null where there is none
     */
    private record Kept(
            Catalog catalog,
            Map<String, String> properties,
            QueryPlan plan,
            @Nullable TableLookup lookup) {
        boolean fits(Catalog current, Map<String, String> asked) {
            return catalog == current && properties.equals(asked);
        }
    }

    private final Map<LookupText.Template, Kept> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<LookupText.Template, Kept> eldest) {
                    return size() > MOST;
                }
            };

    public LookupPlans(Preparation preparation) {
        this.preparation = preparation;
    }

    /**
     * The rows of a statement like one that was kept, when they are in this process: nothing is
     * waited for.
     *
     * @param catalog the one that it would be analysed with
     * @param properties likewise
     */
    public Optional<RowStream> rowsAtHand(
            String sql, Catalog catalog, Map<String, String> properties) {
        var text = LookupText.of(sql).orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        var like = like(text);
        return like == null || like.lookup() == null || !like.fits(catalog, properties)
                ? Optional.empty()
                : text.literal(like.lookup().keyType()).flatMap(like.lookup()::at);
    }

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
        var like = like(text);
        if (like == null || !like.fits(catalog, properties)) {
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

    private @Nullable Kept like(LookupText text) {
        synchronized (kept) {
            return kept.get(text.template());
        }
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
                            var made =
                                    new Kept(
                                            catalog,
                                            Map.copyOf(properties),
                                            plan,
                                            preparation.prepare(plan, catalog).orElse(null));
                            synchronized (kept) {
                                kept.put(text.template(), made);
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
