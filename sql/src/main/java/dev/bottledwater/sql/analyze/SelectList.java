// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SelectItem;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.typing.ExpressionText;
import dev.bottledwater.sql.typing.ExpressionTyper;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Expands {@code *} and names the columns of a SELECT list: by alias, by the column or the last
 * field of an arrow chain, else {@code KSQL_COL_n} with the next free n (language reference,
 * section 4).
 */
final class SelectList {
    private static final String GENERATED = "KSQL_COL_";

    private final FromScope scope;
    private final ExpressionTyper typer;
    private final boolean windowBounds;
    private final List<Expression> newKey;
    private final Set<String> taken = new HashSet<>();
    private int generated;

    private record Item(
            Expression expression, @Nullable String name, boolean aliased, SourceSpan span) {}

    private SelectList(
            FromScope scope, ExpressionTyper typer, boolean windowBounds, List<Expression> newKey) {
        this.scope = scope;
        this.typer = typer;
        this.windowBounds = windowBounds;
        this.newKey = newKey;
    }

    /**
     * The columns.
     *
     * @param typer for the structs before {@code ->*}
     * @param windowBounds whether {@code *} includes WINDOWSTART and WINDOWEND of a windowed source
     * @param newKey the expressions of PARTITION BY: {@code *} begins with them and ends with the
     *     key columns that they replace
     */
    static List<SelectedColumn> expand(
            List<SelectItem> items,
            FromScope scope,
            ExpressionTyper typer,
            boolean windowBounds,
            List<Expression> newKey) {
        return new SelectList(scope, typer, windowBounds, newKey).expand(items);
    }

    private List<SelectedColumn> expand(List<SelectItem> items) {
        var expanded = items.stream().flatMap(this::expand).toList();
        taken.addAll(scope.names());
        expanded.stream()
                .map(Item::name)
                .forEach(
                        name -> {
                            if (name != null) {
                                taken.add(name);
                            }
                        });
        var columns = new ArrayList<SelectedColumn>();
        var used = new HashSet<String>();
        for (var item : expanded) {
            var name = item.name() == null ? generate() : item.name();
            boolean hidesColumn =
                    !item.aliased()
                            && item.expression() instanceof Expression.FieldAccess
                            && scope.names().contains(name);
            if (hidesColumn) {
                name = numbered(name);
                used.add(name);
            } else if (!used.add(name)) {
                if (item.aliased() || !(item.expression() instanceof Expression.FieldAccess)) {
                    throw duplicate(item, name);
                }
                name = numbered(name);
                used.add(name);
            }
            columns.add(new SelectedColumn(item.expression(), name, item.aliased(), item.span()));
        }
        return columns;
    }

    private SqlException duplicate(Item item, String name) {
        return new SqlException(
                ErrorCode.DUPLICATE_NAME,
                "Duplicate value columns found in schema: `%s` %s"
                        .formatted(name, typer.type(item.expression()).type()),
                item.span(),
                "Give one of the columns another name with AS.");
    }

    private String generate() {
        String name;
        do {
            name = GENERATED + generated++;
        } while (!taken.add(name));
        return name;
    }

    /**
     * A second field of one name, or one that is named as a column of the source, becomes {@code
     * C_1}, a third {@code C_2}.
     */
    private String numbered(String name) {
        int n = 1;
        while (!taken.add(name + "_" + n)) {
            n++;
        }
        return name + "_" + n;
    }

    private Stream<Item> expand(SelectItem item) {
        return switch (item) {
            case SelectItem.Single(var expression, var alias, var span) ->
                    Stream.of(
                            alias == null
                                    ? new Item(
                                            expression, name(expression).orElse(null), false, span)
                                    : new Item(expression, alias.text(), true, span));
            case SelectItem.AllColumns(var source, var span) -> all(source, span);
            case SelectItem.AllFields(var struct, var span) -> fields(struct, span);
        };
    }

    private Stream<Item> all(@Nullable Identifier source, SourceSpan span) {
        if (newKey.isEmpty()) {
            return scope.star(source, windowBounds, span).stream()
                    .map(s -> new Item(s.column(), s.name(), false, span));
        }
        return Stream.concat(
                newKey.stream().map(k -> new Item(k, starName(k), false, span)),
                scope.starUnderNewKey(source, windowBounds, span).stream()
                        .filter(s -> newKey.stream().noneMatch(k -> same(k, s.column())))
                        .map(s -> new Item(s.column(), s.name(), false, span)));
    }

    private @Nullable String starName(Expression key) {
        return key instanceof Expression.ColumnRef ref
                ? scope.starName(ref)
                : name(key).orElse(null);
    }

    private boolean same(Expression written, Expression.ColumnRef star) {
        return written instanceof Expression.ColumnRef ref
                && ref.name().text().equals(star.name().text())
                && scope.sourceOf(ref.source(), ref.name())
                        .equals(scope.sourceOf(star.source(), star.name()));
    }

    private Stream<Item> fields(Expression struct, SourceSpan span) {
        if (!(typer.type(struct).type() instanceof SqlType.Struct type)) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Only a STRUCT has fields for ->*, but %s is %s"
                            .formatted(ExpressionText.of(struct), typer.type(struct).type()),
                    span,
                    null);
        }
        return type.fields().stream()
                .map(
                        f ->
                                new Item(
                                        new Expression.FieldAccess(
                                                struct, identifier(f.name(), span), span),
                                        f.name(),
                                        false,
                                        span));
    }

    private static Identifier identifier(String name, SourceSpan span) {
        return new Identifier(name, true, span);
    }

    private Optional<String> name(Expression expression) {
        return name(expression, scope);
    }

    /** The name that an expression gives its column by itself. */
    static Optional<String> name(Expression expression, FromScope scope) {
        return switch (expression) {
            case Expression.ColumnRef ref -> Optional.of(scope.outputName(ref));
            case Expression.TimeUnit unit -> Optional.of(unit.name().text());
            case Expression.FieldAccess access -> Optional.of(access.field().text());
            default -> Optional.empty();
        };
    }
}
