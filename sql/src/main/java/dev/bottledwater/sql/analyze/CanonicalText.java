// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.SelectItem;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Rewrites a query into the form in which persistent queries are shown and stored: {@code *}
 * expanded, every column qualified, every output column named, EMIT written out.
 */
final class CanonicalText {
    /** Finds the source of a column. */
    interface Sources {
        Optional<SourceScope> of(@Nullable Identifier qualifier, Identifier name);
    }

    private final Sources sources;

    CanonicalText(FromScope scope) {
        this(scope::sourceOf);
    }

    CanonicalText(Sources sources) {
        this.sources = sources;
    }

    /** The query with this SELECT list. */
    Query query(Query query, List<SelectedColumn> columns) {
        return new Query(
                columns.stream()
                        .<SelectItem>map(
                                c ->
                                        new SelectItem.Single(
                                                qualify(c.expression()),
                                                Identifier.of(c.name()),
                                                c.span()))
                        .toList(),
                query.from(),
                query.window(),
                qualifyNullable(query.where()),
                keys(query.groupBy()),
                keys(query.partitionBy()),
                qualifyNullable(query.having()),
                query.emit() == null ? Query.Emit.CHANGES : query.emit(),
                query.limit(),
                query.span());
    }

    private Query.@Nullable Keys keys(Query.@Nullable Keys keys) {
        return keys == null
                ? null
                : new Query.Keys(
                        keys.expressions().stream().map(this::qualify).toList(), keys.span());
    }

    private @Nullable Expression qualifyNullable(@Nullable Expression expression) {
        return expression == null ? null : qualify(expression);
    }

    /** The expression with its columns qualified by their source's alias. */
    Expression qualify(Expression expression) {
        return qualify(expression, Set.of());
    }

    private Expression qualify(Expression node, Set<String> bound) {
        UnaryOperator<Expression> q = e -> qualify(e, bound);
        return switch (node) {
            case Literal literal -> literal;
            case Expression.TimeUnit unit -> unit;
            case Expression.ColumnRef(var source, var name, var span) ->
                    source == null && bound.contains(name.text())
                            ? node
                            : sources.of(source, name)
                                    .<Expression>map(
                                            s ->
                                                    new Expression.ColumnRef(
                                                            new Identifier(s.alias(), true, span),
                                                            name,
                                                            span))
                                    .orElse(node);
            case Expression.FieldAccess(var struct, var field, var span) ->
                    new Expression.FieldAccess(q.apply(struct), field, span);
            case Expression.Subscript(var base, var index, var span) ->
                    new Expression.Subscript(q.apply(base), q.apply(index), span);
            case Expression.FunctionCall(var name, var arguments, var star, var span) ->
                    new Expression.FunctionCall(name, map(arguments, q), star, span);
            case Expression.Lambda(var parameters, var body, var span) -> {
                var inner = new HashSet<>(bound);
                parameters.forEach(p -> inner.add(p.text()));
                yield new Expression.Lambda(parameters, qualify(body, inner), span);
            }
            case Expression.Signed(var sign, var operand, var span) ->
                    new Expression.Signed(sign, q.apply(operand), span);
            case Expression.Arithmetic(var op, var left, var right, var span) ->
                    new Expression.Arithmetic(op, q.apply(left), q.apply(right), span);
            case Expression.Comparison(var op, var left, var right, var span) ->
                    new Expression.Comparison(op, q.apply(left), q.apply(right), span);
            case Expression.Logical(var op, var left, var right, var span) ->
                    new Expression.Logical(op, q.apply(left), q.apply(right), span);
            case Expression.Not(var operand, var span) ->
                    new Expression.Not(q.apply(operand), span);
            case Expression.IsNull(var operand, var negated, var span) ->
                    new Expression.IsNull(q.apply(operand), negated, span);
            case Expression.Between(var operand, var low, var high, var negated, var span) ->
                    new Expression.Between(
                            q.apply(operand), q.apply(low), q.apply(high), negated, span);
            case Expression.Like(var operand, var pattern, var escape, var negated, var span) ->
                    new Expression.Like(q.apply(operand), q.apply(pattern), escape, negated, span);
            case Expression.InList(var operand, var values, var negated, var span) ->
                    new Expression.InList(q.apply(operand), map(values, q), negated, span);
            case Expression.Cast(var operand, var type, var span) ->
                    new Expression.Cast(q.apply(operand), type, span);
            case Expression.Case(var operand, var branches, var otherwise, var span) ->
                    new Expression.Case(
                            operand == null ? null : q.apply(operand),
                            branches.stream()
                                    .map(
                                            b ->
                                                    new Expression.WhenBranch(
                                                            q.apply(b.condition()),
                                                            q.apply(b.result())))
                                    .toList(),
                            otherwise == null ? null : q.apply(otherwise),
                            span);
            case Expression.ArrayConstructor(var elements, var span) ->
                    new Expression.ArrayConstructor(map(elements, q), span);
            case Expression.MapConstructor(var entries, var span) ->
                    new Expression.MapConstructor(
                            entries.stream()
                                    .map(
                                            e ->
                                                    new Expression.MapEntry(
                                                            q.apply(e.key()), q.apply(e.value())))
                                    .toList(),
                            span);
            case Expression.StructConstructor(var fields, var span) ->
                    new Expression.StructConstructor(
                            fields.stream()
                                    .map(
                                            f ->
                                                    new Expression.StructField(
                                                            f.name(), q.apply(f.value())))
                                    .toList(),
                            span);
        };
    }

    private static List<Expression> map(List<Expression> list, UnaryOperator<Expression> f) {
        return list.stream().map(f).toList();
    }
}
