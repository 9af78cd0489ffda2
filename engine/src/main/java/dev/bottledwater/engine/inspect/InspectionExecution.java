// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.topic.InternalTopics;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.ConnectorStatement.DescribeConnector;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.schema.SourceKind;

import java.util.function.Supplier;

/** SHOW, DESCRIBE and EXPLAIN. */
public final class InspectionExecution {
    private final ShowExecution shows;
    private final DescribeExecution descriptions;
    private final ConnectorDescriptions connectors;
    private final FunctionDescriptions functions;
    private final ExplainExecution explanations;

    public InspectionExecution(
            EngineConfig config,
            TopicNames names,
            TopicAdmin topics,
            InternalTopics internal,
            FunctionRegistry functions,
            RunningQueries running) {
        var listings = new Listings(running);
        var groups = new QueryGroups(config.serviceId());
        this.shows = new ShowExecution(config, topics, internal, functions, listings);
        this.descriptions = new DescribeExecution(topics, listings, groups);
        this.connectors = new ConnectorDescriptions(config.connectors(), names, this.descriptions);
        this.functions = new FunctionDescriptions(functions);
        this.explanations =
                new ExplainExecution(
                        functions,
                        new Analyzer(functions).with(config.properties()),
                        listings,
                        groups);
    }

    /**
     * What looks the answer up; names are checked at once.
     *
     * @param text the statement as it was written
     */
    public Supplier<StatementResult> prepare(
            String text,
            InspectionStatement statement,
            CatalogState state,
            RequestSession session) {
        return switch (statement) {
            case InspectionStatement.ShowSources(var kind, var extended, _) ->
                    extended
                            ? () -> descriptions.describeAll(text, kind(kind), true, state)
                            : () -> shows.sources(text, kind(kind), state);
            case InspectionStatement.DescribeSources(var kind, var extended, _) ->
                    () -> descriptions.describeAll(text, kind(kind), extended, state);
            case InspectionStatement.DescribeSource(var name, var extended, _) -> {
                var source = DescribeExecution.source(name, state);
                yield () -> descriptions.describe(text, source, extended, state);
            }
            case InspectionStatement.DescribeFunction(var name, _) -> {
                var description = functions.describe(text, name);
                yield () -> description;
            }
            case InspectionStatement.ExplainQuery(var id, var span) ->
                    explanations.query(text, id, span, state);
            case InspectionStatement.ExplainStatement(var explained, var span) ->
                    explanations.statement(text, explained, span, state, session);
            case InspectionStatement.ShowTopics(var all, var extended, _) ->
                    () -> shows.topics(text, all, extended);
            case InspectionStatement.ShowQueries(var extended, _) ->
                    extended ? explanations.all(text, state) : () -> shows.queries(text, state);
            case InspectionStatement.ShowProperties _ -> () -> shows.properties(text, session);
            case InspectionStatement.ShowFunctions _ -> () -> shows.functions(text);
            case InspectionStatement.ShowTypes _ -> () -> shows.types(text, state);
            case InspectionStatement.ShowVariables _ -> () -> shows.variables(text, session);
            case InspectionStatement.ShowConnectors(var kind, _) ->
                    () -> connectors.all(text, kind);
            case InspectionStatement.ShowConnectorPlugins _ -> () -> connectors.plugins(text);
        };
    }

    /** What looks a connector up. */
    public Supplier<StatementResult> prepare(
            String text, DescribeConnector statement, CatalogState state) {
        return () -> connectors.describe(text, statement, state);
    }

    private static SourceKind kind(Statement.SourceKind kind) {
        return switch (kind) {
            case STREAM -> SourceKind.STREAM;
            case TABLE -> SourceKind.TABLE;
        };
    }
}
