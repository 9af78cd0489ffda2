// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.inspect.InspectionExecution;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds who carries a statement out. */
record StatementPreparation(
        StatementAnalyzer analyzer,
        SchemaFacts schemas,
        Map<String, String> serverProperties,
        CreateSourceExecution sources,
        PersistentQueryExecution queries,
        InsertValuesExecution inserts,
        DropSourceExecution drops,
        QueryControlExecution control,
        SessionExecution sessions,
        InspectionExecution inspections,
        ConnectorExecution connectors,
        AssertTopicExecution topicAssertions,
        AssertSchemaExecution schemaAssertions) {

    /**
     * What running the statement at this moment will do.
     *
     * @throws SqlException when it can't be run
     * @throws RefusedException likewise
     */
    Prepared prepare(ParsedStatement parsed, Moment now) {
        var text = parsed.text();
        return switch (parsed.statement()) {
            case SourceStatement s -> source(text, s, now);
            case DataStatement s -> data(text, s, now);
            case TypeStatement s -> type(text, s, now);
            case QueryControl s -> control.prepare(text, s, now);
            case InspectionStatement s ->
                    new Prepared.Answer(inspections.prepare(text, s, now.state(), now.session()));
            case SessionStatement s -> session(s, now.session());
            case AssertStatement s -> assertion(text, s);
            case ConnectorStatement.CreateConnector s -> connectors.create(s);
            case ConnectorStatement.DropConnector s -> connectors.drop(text, s);
            case ConnectorStatement.DescribeConnector s ->
                    new Prepared.Answer(inspections.prepare(text, s, now.state()));
        };
    }

    private Prepared source(String text, SourceStatement statement, Moment now) {
        var analyzed =
                analyzer.analyze(
                        statement,
                        now.catalog(),
                        options(now),
                        TopicChecks.facts(now.topics()),
                        schemas);
        return switch (statement) {
            case SourceStatement.CreateSource s ->
                    analyzed instanceof AnalyzedStatement.CreateSource a
                            ? sources.create(s, a, now)
                            : nothing(text, analyzed, StatementPreparation::unused);
            case SourceStatement.CreateAsSelect s ->
                    analyzed instanceof AnalyzedStatement.CreateAsSelect a
                            ? queries.create(s, a, now)
                            : nothing(text, analyzed, StatementPreparation::unused);
            case SourceStatement.DropSource s ->
                    analyzed instanceof AnalyzedStatement.DropSource a
                            ? drops.drop(s, a)
                            : nothing(
                                    SqlFormatter.format(s),
                                    analyzed,
                                    message -> DropSourceExecution.command(s, message));
            case SourceStatement.AlterSource _ ->
                    sources.alter((AnalyzedStatement.AlterSource) analyzed);
        };
    }

    private Prepared data(String text, DataStatement statement, Moment now) {
        return switch (statement) {
            case DataStatement.InsertSelect s ->
                    queries.insert(
                            s,
                            (AnalyzedStatement.InsertSelect)
                                    analyzer.analyze(
                                            s,
                                            now.catalog(),
                                            options(now),
                                            TopicChecks.facts(now.topics()),
                                            schemas),
                            now);
            case DataStatement.InsertValues s ->
                    inserts.insert(
                            s, (AnalyzedStatement.InsertValues) analyzer.analyze(s, now.catalog()));
            case DataStatement.Select _, DataStatement.PrintTopic _ ->
                    throw new RefusedException(
                            Code.QUERY_ENDPOINT,
                            "The following statement types should be issued to the websocket endpoint '/query':\n\t* PRINT\n\t* SELECT",
                            statement.span(),
                            null);
        };
    }

    private Prepared type(String text, TypeStatement statement, Moment now) {
        var analyzed = analyzer.analyze(statement, now.catalog());
        if (analyzed instanceof AnalyzedStatement.CreateType create) {
            return TypeExecution.create(text, create);
        }
        if (analyzed instanceof AnalyzedStatement.DropType drop) {
            return TypeExecution.drop(text, drop);
        }
        return nothing(
                text,
                analyzed,
                message -> TypeExecution.command(TypeExecution.name(statement), "drop", message));
    }

    /** IF [NOT] EXISTS that has nothing to do: answered, not written. */
    private static Prepared nothing(
            String text,
            AnalyzedStatement analyzed,
            Function<String, CatalogEntry.Command> command) {
        if (!(analyzed instanceof AnalyzedStatement.NothingToDo(var message, var warning))) {
            throw new IllegalStateException(text + " was analysed as " + analyzed);
        }
        return warning
                ? new Prepared.Answer(() -> new StatementResult.Warning(text, message))
                : Prepared.Change.of(text, command.apply(message), List.of());
    }

    /** What statements depend on: the server's properties, and over them the request's. */
    private StatementOptions options(Moment now) {
        var properties = new HashMap<>(serverProperties);
        properties.putAll(now.session().properties());
        return new StatementOptions(properties);
    }

    private Prepared session(SessionStatement statement, RequestSession session) {
        return switch (statement) {
            case SessionStatement.SetProperty s -> sessions.set(s, session);
            case SessionStatement.UnsetProperty s -> sessions.unset(s, session);
            case SessionStatement.Define s -> sessions.define(s, session);
            case SessionStatement.Undefine s -> sessions.undefine(s, session);
            case SessionStatement.AlterSystem s ->
                    throw notBuilt(
                            "ALTER SYSTEM is not supported", s.span(), "Set config vars instead.");
            case SessionStatement.RunScript s ->
                    throw notBuilt(
                            "RUN SCRIPT is not supported here",
                            s.span(),
                            "Scripts are files of the client: run it with `ksql -f`.");
        };
    }

    private Prepared assertion(String text, AssertStatement statement) {
        return switch (statement) {
            case AssertStatement.AssertTopic s -> topicAssertions.prepare(text, s);
            case AssertStatement.AssertSchema s -> schemaAssertions.prepare(text, s);
            case AssertStatement.AssertValues _,
                    AssertStatement.AssertTombstone _,
                    AssertStatement.AssertSource _ ->
                    throw notBuilt(
                            "This ASSERT statement is only for SQL tests", statement.span(), null);
        };
    }

    /** CREATE IF NOT EXISTS is answered with a warning, which is no command. */
    private static CatalogEntry.Command unused(String message) {
        throw new IllegalStateException(message);
    }

    private static SqlException notBuilt(String message, SourceSpan span, @Nullable String hint) {
        return new SqlException(ErrorCode.NOT_SUPPORTED, message, span, hint);
    }
}
