// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.session.Script;
import dev.bottledwater.engine.topic.PlannedTopics;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.format.StatementMask;
import dev.bottledwater.sql.parse.ParsedStatement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs the statements of a request: all are tried first, then run one by one. */
final class ScriptRunner {
    /** Each attempt lost against a statement of another request that took effect. */
    private static final int MOST_ATTEMPTS = 50;

    private static final Pattern UNPREPARED =
            Pattern.compile("Failed to prepare statement|Exception while preparing statement");

    private final CatalogLog log;
    private final TopicAdmin topics;
    private final CatalogWriter writer;
    private final StatementPreparation preparation;
    private final SessionExecution sessions;
    private final boolean substitute;

    ScriptRunner(
            CatalogLog log,
            CatalogWriter writer,
            TopicAdmin topics,
            StatementPreparation preparation,
            SessionExecution sessions,
            boolean substitute) {
        this.log = log;
        this.topics = topics;
        this.writer = writer;
        this.preparation = preparation;
        this.sessions = sessions;
        this.substitute = substitute;
    }

    List<StatementResult> run(
            String script, Map<String, ?> properties, Map<String, String> variables) {
        var session = RequestSession.of(properties, variables);
        var statements = parse(script, session);
        tryOut(statements, session);
        var results = new ArrayList<StatementResult>();
        for (var statement : statements) {
            try {
                session = run(statement, session, results);
            } catch (RuntimeException e) {
                throw failure(e, text(statement, e), results);
            }
        }
        return List.copyOf(results);
    }

    /** The statements of a script whose properties are in order. */
    List<ParsedStatement> parse(String script, RequestSession session) {
        try {
            sessions.check(session);
            return Script.parse(script, session, substitute);
        } catch (RuntimeException e) {
            throw failure(e, script, List.of());
        }
    }

    private void tryOut(List<ParsedStatement> statements, RequestSession start) {
        var state = log.state();
        var planned = new PlannedTopics(topics);
        var session = start;
        for (var statement : statements) {
            try {
                switch (preparation.prepare(statement, new Moment(state, planned, session))) {
                    case Prepared.Change change -> {
                        state = after(state, change);
                        change.newTopics().forEach(planned::plan);
                        var deleted = change.deleted();
                        if (deleted != null) {
                            planned.planDeletion(deleted.topic());
                        }
                    }
                    case Prepared.SessionChange(var changed) -> session = changed;
                    case Prepared.Answer _, Prepared.Action _ -> {}
                }
            } catch (RuntimeException e) {
                throw failure(e, text(statement, e), List.of());
            }
        }
    }

    /** With a version of its own, so that each query of a script gets another number. */
    private static CatalogState after(CatalogState state, Prepared.Change change) {
        var tried = state.tryOut(change.changes());
        return new CatalogState(state.version() + 1, tried.catalog(), tried.queries());
    }

    /** Runs one statement and returns the session for the next one. */
    private RequestSession run(
            ParsedStatement statement, RequestSession session, List<StatementResult> results) {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            var state = log.state();
            switch (preparation.prepare(statement, new Moment(state, topics, session))) {
                case Prepared.Answer(var look) -> {
                    results.add(look.get());
                    return session;
                }
                case Prepared.Action(var action) -> {
                    action.get().ifPresent(results::add);
                    return session;
                }
                case Prepared.SessionChange(var changed) -> {
                    return changed;
                }
                case Prepared.Change change -> {
                    var written = writer.write(state, change);
                    if (written.isPresent()) {
                        results.add(written.get());
                        return session;
                    }
                }
            }
        }
        throw new RefusedException(
                Code.SERVER_ERROR,
                "The catalog kept changing while the statement was prepared (%d attempts). Try again."
                        .formatted(MOST_ATTEMPTS),
                statement.span(),
                null);
    }

    /**
     * What a client is shown as the statement: rows and secrets are left out. KSQL shows a
     * statement that it could prepare in its canonical form, and others as they were written.
     */
    private static String text(ParsedStatement parsed, RuntimeException e) {
        var statement = parsed.statement();
        if (statement instanceof DataStatement.InsertValues
                || statement instanceof ConnectorStatement.CreateConnector) {
            return StatementMask.mask(statement);
        }
        var creates =
                statement instanceof SourceStatement.CreateSource
                        || statement instanceof SourceStatement.CreateAsSelect;
        return creates && !UNPREPARED.matcher(String.valueOf(e.getMessage())).lookingAt()
                ? SqlFormatter.format(statement)
                : parsed.text();
    }

    static RuntimeException failure(
            RuntimeException e, String statementText, List<StatementResult> completed) {
        StatementFailedException failure = Failures.of(e, statementText, completed);
        return failure == null ? e : failure;
    }
}
