// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.cli.print.AnswerPrinter;
import dev.bottledwater.cli.print.OutputFormat;
import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.wire.client.KsqlClientException;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.entity.KsqlEntity;

import java.nio.file.Path;
import java.util.List;

/** Runs one statement: in the session, or by the server. */
final class StatementRunner {
    private final Session session;
    private final AnswerPrinter answers;
    private final QueryRunner queries;

    StatementRunner(Session session) {
        this.session = session;
        this.answers = new AnswerPrinter(session.screen(), () -> session.display().graph());
        this.queries = new QueryRunner(session);
    }

    /**
     * Runs a statement and prints its answer.
     *
     * @param script the text that the piece is of, for places in errors
     * @param echo whether the answer begins with the statement
     * @throws StatementError when it didn't work
     */
    void run(Piece piece, String script, boolean echo) throws StatementError {
        Statement statement = piece.parse(script, session.variables());
        OutputFormat format = piece.vertical() ? OutputFormat.VERTICAL : session.display().format();
        try {
            switch (statement) {
                case DataStatement.Select select ->
                        queries.select(piece.text(), select.query(), format);
                case DataStatement.PrintTopic _ -> queries.print(piece.text());
                case InspectionStatement.ShowVariables _ ->
                        answers.printVariables(
                                session.variables().entrySet().stream()
                                        .map(v -> new KsqlEntity.Variable(v.getKey(), v.getValue()))
                                        .toList(),
                                format,
                                echo);
                case SessionStatement.AlterSystem _ -> request(piece, format, echo);
                case SessionStatement change -> inSession(change, piece);
                case SourceStatement _,
                        DataStatement _,
                        TypeStatement _,
                        ConnectorStatement _,
                        InspectionStatement _,
                        QueryControl _,
                        AssertStatement _ ->
                        request(piece, format, echo);
            }
        } catch (KsqlClientException failure) {
            throw StatementError.of(failure, piece.text());
        }
    }

    /**
     * Checks what can be checked before anything runs: that each statement is of the language.
     * Those with variables are left out, since statements before them may define these.
     *
     * @throws StatementError for the first that isn't
     */
    static void check(List<Piece> pieces, String script) throws StatementError {
        for (Piece piece : pieces) {
            if (!piece.text().contains("${") && !LocalCommands.isOne(piece.text())) {
                try {
                    SqlParser.parseSingle(piece.text());
                } catch (SqlException wrong) {
                    throw piece.located(wrong, script);
                }
            }
        }
    }

    private void request(Piece piece, OutputFormat format, boolean echo) throws StatementError {
        Thread self = Thread.currentThread();
        session.running(self::interrupt);
        List<KsqlEntity> results;
        try {
            results = session.client().makeKsqlRequest(session.request(piece.text()));
        } finally {
            session.running(null);
            Thread.interrupted();
        }
        boolean withVariables = piece.text().contains("${");
        if (echo && withVariables && !results.isEmpty() && format == OutputFormat.TABULAR) {
            session.screen().out().println();
        }
        try (Screen.Answer _ = session.screen().answer()) {
            answers.print(results, format, echo && !withVariables);
            if (format == OutputFormat.TABULAR && session.screen().terminal()) {
                RestoreProgress.lines(results).forEach(session.screen().out()::println);
            }
        }
        for (KsqlEntity result : results) {
            if (result instanceof KsqlEntity.CurrentStatus status) {
                session.remember(status.commandSequenceNumber());
                if (status.commandStatus().status().equals("ERROR")) {
                    throw new StatementError(
                            "The statement failed: " + status.commandStatus().message());
                }
            }
        }
    }

    private void inSession(SessionStatement change, Piece piece) throws StatementError {
        switch (change) {
            case SessionStatement.SetProperty set -> set(set.name(), set.value());
            case SessionStatement.UnsetProperty unset -> unset(unset.name());
            case SessionStatement.Define define -> {
                // Variables keep the case that they were written in; it is shown, and nothing else.
                String name = piece.asWritten(define.name());
                session.variables().remove(name);
                session.variables().put(name, define.value());
            }
            case SessionStatement.Undefine undefine -> {
                String name = piece.asWritten(undefine.name());
                if (session.variables().remove(name) == null) {
                    session.screen()
                            .out()
                            .println(
                                    "Cannot undefine variable '%s' which was never defined"
                                            .formatted(name));
                }
            }
            case SessionStatement.RunScript script ->
                    new ScriptRunner(session).runFile(Path.of(script.file()));
            case SessionStatement.AlterSystem _ ->
                    throw new IllegalArgumentException("ALTER SYSTEM is the server's");
        }
    }

    private void set(String name, String value) throws StatementError {
        if (!overridable(name)) {
            throw new StatementError(
                    "The server doesn't let sessions override the property '%s'.".formatted(name));
        }
        String before = session.properties().put(name, value);
        session.screen()
                .out()
                .println(
                        "Successfully changed local property '%s'%s to '%s'.%s"
                                .formatted(
                                        name,
                                        before == null ? "" : " from '" + before + "'",
                                        value,
                                        before == null
                                                ? " Use the UNSET command to revert your change."
                                                : ""));
    }

    /**
     * Servers that have no such check take any property, and refuse the statements that it doesn't
     * fit.
     */
    private boolean overridable(String name) {
        try {
            return session.client().isValidProperty(name);
        } catch (RequestFailedException unsupported) {
            if (unsupported.status() == 404) {
                return true;
            }
            throw unsupported;
        }
    }

    private void unset(String name) throws StatementError {
        String before = session.properties().remove(name);
        if (before == null) {
            throw new StatementError(
                    "Cannot unset local property '%s' which was never set in the first place."
                            .formatted(name));
        }
        session.screen()
                .out()
                .println(
                        "Successfully unset local property '%s' (value was '%s')."
                                .formatted(name, before));
    }
}
