// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.ColumnDefinition;
import dev.bottledwater.sql.ast.ColumnDefinition.Role;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.Statement.SourceKind;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ColumnDefinitionContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ColumnDefinitionsContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.ColumnRoleContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.CreateSourceContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.PropertyContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.WithClauseContext;

import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes declarations of streams and tables of parse trees: their columns, properties and the
 * statement itself.
 */
final class SourceBuilder {
    private final Positions positions;
    private final Names names;
    private final ExpressionBuilder expressions;
    private final QueryBuilder queries;

    SourceBuilder(
            Positions positions, Names names, ExpressionBuilder expressions, QueryBuilder queries) {
        this.positions = positions;
        this.names = names;
        this.expressions = expressions;
        this.queries = queries;
    }

    Statement create(CreateSourceContext context, SourceSpan span) {
        SourceKind kind = kind(context.TABLE());
        Identifier name = names.identifier(context.sourceName().identifier());
        boolean orReplace = context.REPLACE() != null;
        boolean ifNotExists = context.ifNotExists() != null;
        if (context.query() == null) {
            return new SourceStatement.CreateSource(
                    kind,
                    orReplace,
                    context.SOURCE() != null,
                    ifNotExists,
                    name,
                    columns(context.columnDefinitions(), kind),
                    properties(context.withClause()),
                    span);
        }
        if (context.SOURCE() != null) {
            throw clash(
                    positions.of(context.SOURCE().getSymbol()),
                    "A SOURCE " + kind + " can't be made by a query",
                    "Leave out SOURCE, or AS and the query.");
        }
        if (context.columnDefinitions() != null) {
            throw clash(
                    positions.of(context.columnDefinitions()),
                    "Columns can't be declared where a query gives them",
                    "Leave out the columns; name them in the SELECT with AS.");
        }
        return new SourceStatement.CreateAsSelect(
                kind,
                orReplace,
                ifNotExists,
                name,
                properties(context.withClause()),
                queries.query(context.query()),
                span);
    }

    static SourceKind kind(@Nullable TerminalNode table) {
        return table == null ? SourceKind.STREAM : SourceKind.TABLE;
    }

    List<ColumnDefinition> columns(@Nullable ColumnDefinitionsContext context, SourceKind kind) {
        return context == null
                ? List.of()
                : context.columnDefinition().stream().map(column -> column(column, kind)).toList();
    }

    private ColumnDefinition column(ColumnDefinitionContext context, SourceKind kind) {
        SourceSpan span = positions.of(context);
        Identifier name = names.identifier(context.identifier());
        Role role = role(context.columnRole());
        if (role == Role.KEY && kind == SourceKind.TABLE) {
            throw wrongKey(span, name, "KEY", "PRIMARY KEY", "tables");
        }
        if (role == Role.PRIMARY_KEY && kind == SourceKind.STREAM) {
            throw wrongKey(span, name, "PRIMARY KEY", "KEY", "streams");
        }
        return new ColumnDefinition(
                name,
                expressions.type(context.type()),
                role,
                role == Role.HEADER ? Names.string(context.columnRole().STRING()) : null,
                span);
    }

    private static Role role(@Nullable ColumnRoleContext context) {
        if (context == null) {
            return Role.VALUE;
        }
        if (context.HEADERS() != null) {
            return Role.HEADERS;
        }
        if (context.HEADER() != null) {
            return Role.HEADER;
        }
        return context.PRIMARY() == null ? Role.KEY : Role.PRIMARY_KEY;
    }

    private static SqlException wrongKey(
            SourceSpan span, Identifier name, String written, String right, String kind) {
        return new SqlException(
                ErrorCode.INVALID_COLUMN,
                "Line: %d, Col: %d: Column `%s` is a '%s' column: please use '%s' for %s."
                        .formatted(span.line(), span.column(), name, written, right, kind),
                span,
                "Write %s in place of %s.".formatted(right, written));
    }

    Properties properties(@Nullable WithClauseContext context) {
        if (context == null) {
            return Properties.EMPTY;
        }
        List<Properties.Property> entries = new ArrayList<>();
        for (PropertyContext property : context.property()) {
            String name =
                    property.identifier() == null
                            ? Names.string(property.STRING())
                            : names.identifier(property.identifier()).text();
            SourceSpan span = positions.of(property);
            if (name.isBlank()) {
                throw invalidProperty(span, "A property needs a name");
            }
            if (entries.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
                throw invalidProperty(span, "Property '" + name + "' is set twice");
            }
            entries.add(
                    new Properties.Property(name, expressions.literal(property.literal()), span));
        }
        return new Properties(entries, positions.of(context));
    }

    private static SqlException invalidProperty(SourceSpan span, String reason) {
        return new SqlException(
                ErrorCode.INVALID_PROPERTY,
                "line %d:%d: %s".formatted(span.line(), span.column(), reason),
                span,
                null);
    }

    private static SqlException clash(SourceSpan span, String reason, String hint) {
        return new SqlException(
                ErrorCode.INVALID_CLAUSE,
                "line %d:%d: Syntax Error\n%s".formatted(span.line(), span.column(), reason),
                span,
                hint);
    }
}
