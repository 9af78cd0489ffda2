// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.JoinClause;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionText;
import dev.bottledwater.sql.typing.ExpressionTyper;
import dev.bottledwater.sql.typing.Scope;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The condition of a join: an expression of one source on the left equals one of the joined source.
 *
 * @param left the left side's expression, its columns with their sources' aliases
 * @param right the same of the right side
 * @param flipped whether the right side was written first
 */
record JoinCriteria(Expression left, Expression right, boolean flipped) {

    /**
     * The condition after ON.
     *
     * @param names the sources of the whole FROM clause
     * @throws SqlException for a condition that can't be one, with KSQL's text
     */
    static JoinCriteria of(
            JoinClause clause,
            SourceScope right,
            SourceNames names,
            Catalog catalog,
            FunctionRegistry functions) {
        var written = clause.criteria();
        checkQualifiers(written, names);
        var qualified = new CanonicalText(names::find);
        if (!(written
                        instanceof
                        Expression.Comparison(var operator, var first, var second, var span)
                && operator == Expression.ComparisonOperator.EQUAL)) {
            throw invalid(
                    "Invalid join condition: %s. Got %s."
                            .formatted(
                                    written instanceof Expression.Logical
                                            ? "joins on multiple conditions are not yet supported"
                                            : "only equality joins are supported",
                                    ExpressionText.of(qualified.qualify(written))),
                    written.span(),
                    "Join on one condition, and put the others into WHERE.");
        }
        var sides = new Sides(written, names, qualified, catalog, functions);
        var ofFirst = sides.sourceOf(first);
        var ofSecond = sides.sourceOf(second);
        if (ofFirst == ofSecond) {
            throw invalid(
                    "Each side of the join must reference exactly one source and not the same source. Left side references `%s` and right references `%s`"
                            .formatted(ofFirst.alias(), ofSecond.alias()),
                    span,
                    null);
        }
        if (ofFirst != right && ofSecond != right) {
            throw invalid(
                    "A join criteria is expected to reference the source (`%s`) in the FROM clause, instead the right source references `%s` and the left source references `%s`"
                            .formatted(right.alias(), ofSecond.alias(), ofFirst.alias()),
                    span,
                    null);
        }
        boolean flipped = ofFirst == right;
        return new JoinCriteria(
                qualified.qualify(flipped ? second : first),
                qualified.qualify(flipped ? first : second),
                flipped);
    }

    /** A qualifier that is no source is a mistake before any name is looked up. */
    private static void checkQualifiers(Expression written, SourceNames names) {
        new CanonicalText(
                        (qualifier, _) -> {
                            if (qualifier != null) {
                                names.called(qualifier);
                            }
                            return Optional.empty();
                        })
                .qualify(written);
    }

    /** The condition as it was written, with qualified columns. */
    String text() {
        return firstText() + " = " + secondText();
    }

    String firstText() {
        return ExpressionText.of(flipped ? right : left);
    }

    String secondText() {
        return ExpressionText.of(flipped ? left : right);
    }

    private record Sides(
            Expression whole,
            SourceNames names,
            CanonicalText qualified,
            Catalog catalog,
            FunctionRegistry functions) {

        /** The only source whose columns a side reads. */
        SourceScope sourceOf(Expression side) {
            var used = new Recorder(names, new LinkedHashSet<>());
            typer(used, catalog, functions).type(side);
            if (used.found().size() != 1) {
                throw invalid(
                        "Invalid comparison expression '%s' in join '%s'. Each side of the join comparision must contain references from exactly one source."
                                .formatted(
                                        ExpressionText.of(qualified.qualify(side)),
                                        ExpressionText.of(qualified.qualify(whole))),
                        side.span(),
                        null);
            }
            return used.found().iterator().next();
        }
    }

    /** Types a side over rows that have its columns. */
    static ExpressionTyper typer(Scope scope, Catalog catalog, FunctionRegistry functions) {
        return new ExpressionTyper(
                scope, Clause.JOIN_ON, catalog, functions, Conditions.noAggregates(Clause.JOIN_ON));
    }

    /** All names; remembers the sources that were asked for. */
    private record Recorder(SourceNames sources, Set<SourceScope> found) implements Scope {

        @Override
        public Optional<TypedExpression> resolve(
                @Nullable Identifier qualifier, Identifier name, Clause clause) {
            var source = sources.find(qualifier, name);
            source.ifPresent(found::add);
            return source.flatMap(
                    s -> s.resolve(new Identifier(s.alias(), true, name.span()), name, clause));
        }

        @Override
        public Collection<String> names() {
            return sources.sources().stream().flatMap(s -> s.names().stream()).distinct().toList();
        }
    }

    private static SqlException invalid(String message, SourceSpan span, @Nullable String hint) {
        return new SqlException(ErrorCode.INVALID_JOIN, message, span, hint);
    }
}
