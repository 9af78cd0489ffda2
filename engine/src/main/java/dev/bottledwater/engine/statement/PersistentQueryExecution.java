// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.inspect.QueryReplacement;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.physical.UnreadablePlanException;
import dev.bottledwater.engine.retention.WindowTimes;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.statement.AnalyzedStatement;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * CREATE … AS SELECT and INSERT INTO … SELECT: queries that run on.
 *
 * @param retention how long topics keep records even when they are compacted, null for ever
 */
record PersistentQueryExecution(
        TopicChecks topics,
        QueryChecks checks,
        FunctionRegistry functions,
        @Nullable Duration retention) {

    Prepared create(
            SourceStatement.CreateAsSelect statement,
            AnalyzedStatement.CreateAsSelect analyzed,
            Moment now) {
        var replaced = replaced(analyzed, now);
        var id =
                replaced == null
                        ? "%s_%d".formatted(analyzed.queryIdPrefix(), now.state().nextQueryNumber())
                        : replaced.id();
        var sink = analyzed.sink().writtenBy(id);
        topics.checkOpen(sink.topic(), statement.properties(), statement.name().span());
        var query =
                stored(
                        id,
                        sink.statement(),
                        analyzed.plan(),
                        sink,
                        now,
                        statement.span(),
                        replaced != null && replaced.paused());
        var difference =
                replaced == null ? "" : checkReplacement(replaced, query, statement.span());
        var topicsToCreate = new ArrayList<>(topics.missing(analyzed.topic(), now));
        topicsToCreate.addAll(checks.check(query, sink.topic(), now, statement.span()));
        return new Prepared.Change(
                sink.statement(),
                command(sink, id, difference),
                List.of(new CatalogChange.PutSource(sink), new CatalogChange.PutQuery(query)),
                topicsToCreate,
                new Prepared.Schemas.Of(sink),
                null);
    }

    private static @Nullable StoredQuery replaced(
            AnalyzedStatement.CreateAsSelect analyzed, Moment now) {
        var id = analyzed.replaces();
        return id == null ? null : now.state().query(id).orElse(null);
    }

    /**
     * The new query goes on with the offsets and the state of the old one.
     *
     * @return what differs
     */
    private String checkReplacement(StoredQuery old, StoredQuery replacement, SourceSpan span) {
        try {
            return QueryReplacement.check(
                    old.id(),
                    old.info().sink(),
                    PhysicalPlanJson.decode(old.plan(), functions),
                    PhysicalPlanJson.decode(replacement.plan(), functions),
                    span);
        } catch (UnreadablePlanException e) {
            throw QueryReplacement.unreadable(
                    old.id(), old.info().sink(), String.valueOf(e.getMessage()), span);
        }
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
        var query =
                stored(id, analyzed.text(), analyzed.plan(), target, now, statement.span(), false);
        return new Prepared.Change(
                analyzed.text(),
                command(target, id, ""),
                List.of(new CatalogChange.PutQuery(query)),
                checks.check(query, target.topic(), now, statement.span()),
                Prepared.Schemas.NONE,
                null);
    }

    /**
     * @param difference what differs from the plan that was replaced, empty for nothing
     */
    private static CatalogEntry.Command command(Source sink, String queryId, String difference) {
        return new CatalogEntry.Command(
                CreateSourceExecution.commandId(sink, "create"),
                "Created query with ID "
                        + queryId
                        + (difference.isEmpty()
                                ? ""
                                : "\nIt goes on where the query before it was, with its state. What differs:\n"
                                        + difference),
                queryId);
    }

    private StoredQuery stored(
            String id,
            String text,
            QueryPlan plan,
            Source sink,
            Moment now,
            SourceSpan span,
            boolean paused) {
        try {
            var physical = PhysicalPlanner.plan(plan, sink, retention != null);
            checkWindows(physical, span);
            return new StoredQuery(
                    new QueryInfo(id, text, plan.sources(), sink.name()),
                    PhysicalPlanJson.encode(physical),
                    now.session().properties(),
                    paused);
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY, String.valueOf(e.getMessage()), span, null);
        }
    }

    /** State that topics would forget while it is needed is better refused than lost. */
    private void checkWindows(PhysicalPlan plan, SourceSpan span) {
        var kept = retention;
        if (kept == null) {
            return;
        }
        WindowTimes.beyond(kept, plan)
                .ifPresent(
                        times -> {
                            throw new SqlException(
                                    ErrorCode.INVALID_QUERY,
                                    "Windows of %s with a grace period of %s can change for %s, but the topics of this app keep records for %s."
                                            .formatted(
                                                    WindowTimes.text(times.size()),
                                                    WindowTimes.text(times.grace()),
                                                    WindowTimes.text(times.needed()),
                                                    WindowTimes.text(kept)),
                                    span,
                                    hint(times, kept));
                        });
    }

    private static String hint(WindowTimes times, Duration kept) {
        var longer = "let the topics keep records for longer and say so in BW_TOPIC_RETENTION";
        var most = kept.minus(times.size());
        return most.isNegative()
                ? "Take smaller windows, or %s.".formatted(longer)
                : "Give a GRACE PERIOD of at most %s, or %s."
                        .formatted(WindowTimes.text(most), longer);
    }
}
