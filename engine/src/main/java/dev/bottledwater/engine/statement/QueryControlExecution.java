// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.inspect.RunningQueries;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.statement.AnalyzedStatement.ControlQueries;
import dev.bottledwater.sql.statement.StatementAnalyzer;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** TERMINATE, PAUSE and RESUME. */
record QueryControlExecution(StatementAnalyzer analyzer, RunningQueries running) {

    Prepared prepare(String text, QueryControl statement, Moment now) {
        if (statement instanceof QueryControl.Terminate(var id, _)
                && id != null
                && now.state().query(id.text()).isEmpty()) {
            var push = running.pushQuery(id.text());
            if (push.isPresent()) {
                return terminatePushQuery(text, push.get());
            }
        }
        var control = (ControlQueries) analyzer.analyze(statement, now.catalog());
        var id = id(statement);
        return Prepared.Change.of(
                text,
                new CatalogEntry.Command(
                        "%s/%s/execute".formatted(verb(control), id == null ? "ALL" : id.text()),
                        message(control),
                        null),
                control.queryIds().stream().map(q -> change(control.action(), q)).toList());
    }

    private Prepared terminatePushQuery(String text, String id) {
        return new Prepared.Action(
                () ->
                        Optional.of(
                                new StatementResult.TerminatedQuery(
                                        text, id, running.closePushQuery(id))));
    }

    private static @Nullable Identifier id(QueryControl statement) {
        return switch (statement) {
            case QueryControl.Terminate(var id, _) -> id;
            case QueryControl.Pause(var id, _) -> id;
            case QueryControl.Resume(var id, _) -> id;
        };
    }

    private static String verb(ControlQueries control) {
        return switch (control.action()) {
            case TERMINATE -> "terminate";
            case PAUSE -> "pause";
            case RESUME -> "resume";
        };
    }

    private static String message(ControlQueries control) {
        return switch (control.action()) {
            case TERMINATE -> "Query terminated.";
            case PAUSE -> "Query paused.";
            case RESUME -> "Query resumed.";
        };
    }

    private static CatalogChange change(ControlQueries.Action action, String queryId) {
        return switch (action) {
            case TERMINATE -> new CatalogChange.DropQuery(queryId);
            case PAUSE -> new CatalogChange.SetPaused(queryId, true);
            case RESUME -> new CatalogChange.SetPaused(queryId, false);
        };
    }
}
