// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.statement.AnalyzedStatement;

import java.util.List;

/** CREATE … AS SELECT and INSERT INTO … SELECT: queries that run on. */
record PersistentQueryExecution(TopicChecks topics) {

    Prepared create(
            SourceStatement.CreateAsSelect statement,
            AnalyzedStatement.CreateAsSelect analyzed,
            Moment now) {
        var id = "%s_%d".formatted(analyzed.queryIdPrefix(), now.state().nextQueryNumber());
        var sink = analyzed.sink().writtenBy(id);
        topics.checkOpen(sink.topic(), statement.properties(), statement.name().span());
        return new Prepared.Change(
                sink.statement(),
                command(sink, id),
                List.of(
                        new CatalogChange.PutSource(sink),
                        new CatalogChange.PutQuery(
                                stored(
                                        id,
                                        sink.statement(),
                                        analyzed.plan(),
                                        sink,
                                        now,
                                        statement.span()))),
                topics.missing(analyzed.topic(), now),
                new Prepared.Schemas.Of(sink),
                null);
    }

    Prepared insert(
            DataStatement.InsertSelect statement,
            AnalyzedStatement.InsertSelect analyzed,
            Moment now) {
        var given = analyzed.queryId();
        var id = given == null ? "INSERTQUERY_%d".formatted(now.state().nextQueryNumber()) : given;
        if (now.state().query(id).isPresent()) {
            throw new SqlException(
                    ErrorCode.ALREADY_EXISTS,
                    "Query ID '%s' already exists.".formatted(id),
                    statement.properties().span(),
                    "Choose another QUERY_ID, or leave it out.");
        }
        var target = analyzed.target();
        topics.checkOpen(target.topic(), statement.properties(), statement.target().span());
        return Prepared.Change.of(
                analyzed.text(),
                command(target, id),
                List.of(
                        new CatalogChange.PutQuery(
                                stored(
                                        id,
                                        analyzed.text(),
                                        analyzed.plan(),
                                        target,
                                        now,
                                        statement.span()))));
    }

    private static CatalogEntry.Command command(Source sink, String queryId) {
        return new CatalogEntry.Command(
                CreateSourceExecution.commandId(sink, "create"),
                "Created query with ID " + queryId,
                queryId);
    }

    private static StoredQuery stored(
            String id, String text, QueryPlan plan, Source sink, Moment now, SourceSpan span) {
        try {
            return new StoredQuery(
                    new QueryInfo(id, text, plan.sources(), sink.name()),
                    PhysicalPlanJson.encode(PhysicalPlanner.plan(plan, sink)),
                    now.session().properties(),
                    false);
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY, String.valueOf(e.getMessage()), span, null);
        }
    }
}
