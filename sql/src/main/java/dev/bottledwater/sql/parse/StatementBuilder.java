// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.ConnectorStatement.ConnectorKind;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TimeSpan;
import dev.bottledwater.sql.ast.TypeNode;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.parse.grammar.KsqlParser;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Makes statements of parse trees; one builder serves one text. */
final class StatementBuilder {
    private final Positions positions;
    private final Names names;
    private final Numbers numbers;
    private final ExpressionBuilder expressions;
    private final QueryBuilder queries;
    private final SourceBuilder sources;

    StatementBuilder(Positions positions) {
        this.positions = positions;
        names = new Names(positions);
        numbers = new Numbers(positions);
        expressions =
                new ExpressionBuilder(
                        positions, names, numbers, new TypeBuilder(positions, names, numbers));
        queries = new QueryBuilder(positions, names, numbers, expressions);
        sources = new SourceBuilder(positions, names, expressions, queries);
    }

    Expression expression(KsqlParser.ExpressionContext context) {
        return expressions.expression(context);
    }

    TypeNode type(KsqlParser.TypeContext context) {
        return expressions.type(context);
    }

    Statement testStatement(KsqlParser.TestStatementContext context) {
        SourceSpan span = positions.of(context);
        return switch (context) {
            case KsqlParser.PlainStatementContext plain -> statement(plain.statement());
            case KsqlParser.AssertValuesContext assertion ->
                    new AssertStatement.AssertValues(
                            name(assertion.sourceName()),
                            columnNames(assertion.columnNames()),
                            expressions.expressions(assertion.tuple().expression()),
                            span);
            case KsqlParser.AssertTombstoneContext assertion ->
                    new AssertStatement.AssertTombstone(
                            name(assertion.sourceName()),
                            columnNames(assertion.columnNames()),
                            expressions.expressions(assertion.tuple().expression()),
                            span);
            case KsqlParser.AssertSourceContext assertion -> {
                Statement.SourceKind kind = SourceBuilder.kind(assertion.TABLE());
                yield new AssertStatement.AssertSource(
                        kind,
                        name(assertion.sourceName()),
                        sources.columns(assertion.columnDefinitions(), kind),
                        sources.properties(assertion.withClause()),
                        span);
            }
            default -> throw SyntaxErrors.unknownTree(context);
        };
    }

    Statement statement(KsqlParser.StatementContext context) {
        SourceSpan span = positions.of(context);
        return switch (context) {
            case KsqlParser.SelectContext s ->
                    new DataStatement.Select(queries.query(s.query()), span);
            case KsqlParser.CreateSourceContext s -> sources.create(s, span);
            case KsqlParser.CreateTypeContext s ->
                    new TypeStatement.CreateType(
                            s.ifNotExists() != null,
                            names.identifier(s.identifier()),
                            expressions.type(s.type()),
                            span);
            case KsqlParser.CreateConnectorContext s ->
                    new ConnectorStatement.CreateConnector(
                            s.SINK() == null ? ConnectorKind.SOURCE : ConnectorKind.SINK,
                            s.ifNotExists() != null,
                            names.identifier(s.nameOrString()),
                            sources.properties(s.withClause()),
                            span);
            case KsqlParser.InsertSelectContext s ->
                    new DataStatement.InsertSelect(
                            name(s.sourceName()),
                            sources.properties(s.withClause()),
                            queries.query(s.query()),
                            span);
            case KsqlParser.InsertValuesContext s ->
                    new DataStatement.InsertValues(
                            name(s.sourceName()),
                            columnNames(s.columnNames()),
                            expressions.expressions(s.tuple().expression()),
                            span);
            case KsqlParser.DropSourceContext s ->
                    new SourceStatement.DropSource(
                            SourceBuilder.kind(s.TABLE()),
                            s.ifExists() != null,
                            name(s.sourceName()),
                            s.DELETE() != null,
                            span);
            case KsqlParser.DropTypeContext s ->
                    new TypeStatement.DropType(
                            s.ifExists() != null, names.identifier(s.identifier()), span);
            case KsqlParser.DropConnectorContext s ->
                    new ConnectorStatement.DropConnector(
                            s.ifExists() != null, names.identifier(s.nameOrString()), span);
            case KsqlParser.AlterSourceContext s ->
                    new SourceStatement.AlterSource(
                            SourceBuilder.kind(s.TABLE()),
                            name(s.sourceName()),
                            s.addColumn().stream()
                                    .map(
                                            column ->
                                                    new SourceStatement.AddedColumn(
                                                            names.identifier(column.identifier()),
                                                            expressions.type(column.type())))
                                    .toList(),
                            span);
            case KsqlParser.AlterSystemContext s ->
                    new SessionStatement.AlterSystem(
                            Names.string(s.STRING(0)), Names.string(s.STRING(1)), span);
            case KsqlParser.DescribeSourcesContext s ->
                    new InspectionStatement.DescribeSources(
                            SourceBuilder.kind(s.TABLES()), s.EXTENDED() != null, span);
            case KsqlParser.DescribeFunctionContext s ->
                    new InspectionStatement.DescribeFunction(
                            names.identifier(s.nameOrString()), span);
            case KsqlParser.DescribeConnectorContext s ->
                    new ConnectorStatement.DescribeConnector(
                            names.identifier(s.nameOrString()), span);
            case KsqlParser.DescribeSourceContext s ->
                    new InspectionStatement.DescribeSource(
                            name(s.sourceName()), s.EXTENDED() != null, span);
            case KsqlParser.ExplainStatementContext s ->
                    new InspectionStatement.ExplainStatement(statement(s.statement()), span);
            case KsqlParser.ExplainQueryContext s ->
                    new InspectionStatement.ExplainQuery(names.identifier(s.identifier()), span);
            case KsqlParser.ShowContext s -> show(s.showTarget(), span);
            case KsqlParser.PrintTopicContext s ->
                    new DataStatement.PrintTopic(
                            names.verbatim(s.nameOrString()),
                            s.BEGINNING() != null,
                            s.interval == null ? null : numbers.integer(s.interval),
                            s.limit == null ? null : numbers.limit(s.limit),
                            span);
            case KsqlParser.SetPropertyContext s ->
                    new SessionStatement.SetProperty(
                            Names.string(s.STRING(0)), Names.string(s.STRING(1)), span);
            case KsqlParser.UnsetPropertyContext s ->
                    new SessionStatement.UnsetProperty(Names.string(s.STRING()), span);
            case KsqlParser.DefineContext s ->
                    new SessionStatement.Define(
                            names.identifier(s.identifier()), Names.string(s.STRING()), span);
            case KsqlParser.UndefineContext s ->
                    new SessionStatement.Undefine(names.identifier(s.identifier()), span);
            case KsqlParser.QueryControlContext s -> control(s, span);
            case KsqlParser.AssertTopicContext s ->
                    new AssertStatement.AssertTopic(
                            names.verbatim(s.nameOrString()),
                            sources.properties(s.withClause()),
                            timeout(s.timeout()),
                            s.notExists() == null,
                            span);
            case KsqlParser.AssertSchemaContext s ->
                    new AssertStatement.AssertSchema(
                            s.nameOrString() == null ? null : names.verbatim(s.nameOrString()),
                            s.INTEGER_VALUE() == null
                                    ? null
                                    : numbers.integer(s.INTEGER_VALUE().getSymbol()),
                            timeout(s.timeout()),
                            s.notExists() == null,
                            span);
            case KsqlParser.RunScriptContext s ->
                    new SessionStatement.RunScript(Names.string(s.STRING()), span);
            default -> throw SyntaxErrors.unknownTree(context);
        };
    }

    private static Statement show(KsqlParser.ShowTargetContext context, SourceSpan span) {
        boolean extended = context.EXTENDED() != null;
        if (context.STREAMS() != null || context.TABLES() != null) {
            return new InspectionStatement.ShowSources(
                    SourceBuilder.kind(context.TABLES()), extended, span);
        }
        if (context.TOPICS() != null) {
            return new InspectionStatement.ShowTopics(context.ALL() != null, extended, span);
        }
        if (context.CONNECTORS() != null) {
            ConnectorKind kind =
                    context.SOURCE() != null
                            ? ConnectorKind.SOURCE
                            : context.SINK() != null ? ConnectorKind.SINK : null;
            return new InspectionStatement.ShowConnectors(kind, span);
        }
        return switch (context.getStart().getType()) {
            case KsqlParser.QUERIES -> new InspectionStatement.ShowQueries(extended, span);
            case KsqlParser.PROPERTIES -> new InspectionStatement.ShowProperties(span);
            case KsqlParser.FUNCTIONS -> new InspectionStatement.ShowFunctions(span);
            case KsqlParser.TYPES -> new InspectionStatement.ShowTypes(span);
            case KsqlParser.VARIABLES -> new InspectionStatement.ShowVariables(span);
            case KsqlParser.CONNECTOR -> new InspectionStatement.ShowConnectorPlugins(span);
            default -> throw SyntaxErrors.unknownTree(context);
        };
    }

    private Statement control(KsqlParser.QueryControlContext context, SourceSpan span) {
        Identifier query = context.ALL() == null ? names.identifier(context.identifier()) : null;
        if (context.TERMINATE() != null) {
            return new QueryControl.Terminate(query, span);
        }
        return context.PAUSE() != null
                ? new QueryControl.Pause(query, span)
                : new QueryControl.Resume(query, span);
    }

    private Identifier name(KsqlParser.SourceNameContext context) {
        return names.identifier(context.identifier());
    }

    private List<Identifier> columnNames(KsqlParser.@Nullable ColumnNamesContext context) {
        return context == null
                ? List.of()
                : context.identifier().stream().map(names::identifier).toList();
    }

    private @Nullable TimeSpan timeout(KsqlParser.@Nullable TimeoutContext context) {
        return context == null ? null : numbers.timeSpan(context.timeSpan());
    }
}
