// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.statement.AnalyzedStatement.ControlQueries;
import dev.bottledwater.sql.statement.AnalyzedStatement.ControlQueries.Action;
import dev.bottledwater.sql.typing.TypeNodes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Says what statements ask for. Every method throws {@link SqlException} with KSQL's text when the
 * statement can't be carried out, or isn't supported yet.
 */
public final class StatementAnalyzer {
    private final FunctionRegistry functions;
    private final Analyzer analyzer;

    public StatementAnalyzer(FunctionRegistry functions) {
        this.functions = functions;
        this.analyzer = new Analyzer(functions);
    }

    /** CREATE, CREATE … AS SELECT, DROP and ALTER of streams and tables. */
    public AnalyzedStatement analyze(
            SourceStatement statement,
            Catalog catalog,
            StatementOptions options,
            TopicFacts topics,
            SchemaFacts schemas) {
        return switch (statement) {
            case SourceStatement.CreateSource create ->
                    new CreateSourceAnalysis(create, catalog, options, topics, schemas).analyze();
            case SourceStatement.CreateAsSelect create ->
                    new PersistentStatements(analyzer, catalog, options, topics, schemas)
                            .createAsSelect(create);
            case SourceStatement.DropSource drop -> SourceChanges.drop(drop, catalog);
            case SourceStatement.AlterSource alter -> SourceChanges.alter(alter, catalog);
        };
    }

    /** INSERT INTO … SELECT. */
    public AnalyzedStatement analyze(
            DataStatement.InsertSelect statement,
            Catalog catalog,
            StatementOptions options,
            TopicFacts topics,
            SchemaFacts schemas) {
        return new PersistentStatements(analyzer, catalog, options, topics, schemas)
                .insertSelect(statement);
    }

    /** INSERT INTO … VALUES. */
    public AnalyzedStatement analyze(DataStatement.InsertValues statement, Catalog catalog) {
        return new InsertValuesAnalysis(statement, catalog, functions).analyze();
    }

    /** CREATE TYPE and DROP TYPE. */
    public AnalyzedStatement analyze(TypeStatement statement, Catalog catalog) {
        return switch (statement) {
            case TypeStatement.CreateType(var ifNotExists, var name, var node, _) -> {
                var type = TypeNodes.resolve(node, catalog);
                var existing = catalog.type(name.text());
                if (existing.isPresent()) {
                    var message =
                            "Cannot register custom type '%s' since it is already registered with type: %s"
                                    .formatted(name.text(), existing.get());
                    if (ifNotExists) {
                        yield new AnalyzedStatement.NothingToDo(message, true);
                    }
                    throw new SqlException(ErrorCode.ALREADY_EXISTS, message, name.span(), null);
                }
                yield new AnalyzedStatement.CreateType(name.text(), type);
            }
            case TypeStatement.DropType(var ifExists, var name, _) -> {
                if (catalog.type(name.text()).isPresent()) {
                    yield new AnalyzedStatement.DropType(name.text());
                }
                var message = "Type %s does not exist.".formatted(name.text());
                if (ifExists) {
                    yield new AnalyzedStatement.NothingToDo(message, false);
                }
                throw new SqlException(
                        ErrorCode.UNKNOWN_TYPE,
                        message,
                        name.span(),
                        hint(name, catalog.types().keySet()));
            }
        };
    }

    /** TERMINATE, PAUSE and RESUME of persistent queries. */
    public AnalyzedStatement analyze(QueryControl statement, Catalog catalog) {
        return switch (statement) {
            case QueryControl.Terminate(var id, _) ->
                    new ControlQueries(Action.TERMINATE, queries(id, catalog));
            case QueryControl.Pause(var id, _) ->
                    new ControlQueries(Action.PAUSE, queries(id, catalog));
            case QueryControl.Resume(var id, _) ->
                    new ControlQueries(Action.RESUME, queries(id, catalog));
        };
    }

    private static List<String> queries(@Nullable Identifier id, Catalog catalog) {
        if (id == null) {
            return List.copyOf(catalog.queries().keySet());
        }
        if (catalog.query(id.text()).isEmpty()) {
            throw new SqlException(
                    ErrorCode.UNKNOWN_QUERY,
                    "Unknown queryId: " + id.text(),
                    id.span(),
                    hint(id, catalog.queries().keySet()));
        }
        return List.of(id.text());
    }

    private static @Nullable String hint(Identifier name, java.util.Collection<String> known) {
        var hint = Suggestions.didYouMean(name.text(), known);
        return hint.isEmpty() ? null : hint;
    }
}
