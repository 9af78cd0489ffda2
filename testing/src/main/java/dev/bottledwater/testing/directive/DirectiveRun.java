// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.SessionStatement.RunScript;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.testing.execution.LiveSession;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The statements of a test, one by one. */
final class DirectiveRun {
    private final LiveSession session;
    private final Assertions assertions;
    private final @Nullable Path directory;
    private @Nullable ParsedStatement current;
    private boolean last = true;

    /**
     * @param directory the one that scripts are looked for in, null for the current one
     */
    DirectiveRun(LiveSession session, FunctionRegistry functions, @Nullable Path directory) {
        this.session = session;
        this.assertions = new Assertions(session, functions);
        this.directory = directory;
    }

    /**
     * @throws SqlException when a statement is refused
     * @throws FailedAssertionException when an assertion doesn't hold
     * @throws RuntimeException what ended a query
     */
    void script(String text) {
        var statements = SqlParser.parseTestScript(text);
        session.declareTopics(statements);
        for (int i = 0; i < statements.size(); i++) {
            var statement = statements.get(i);
            current = statement;
            last = i == statements.size() - 1;
            switch (statement.statement()) {
                case AssertStatement assertion -> assertions.check(assertion);
                case RunScript run -> run(run);
                default -> session.execute(statement.statement());
            }
        }
    }

    private void run(RunScript run) {
        var file = directory == null ? Path.of(run.file()) : directory.resolve(run.file());
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new SqlException(
                    ErrorCode.INVALID_VALUE,
                    "Failed to read file: " + run.file(),
                    run.span(),
                    "The file is looked for beside the test file: " + file);
        }
        var statements = SqlParser.parseScript(text);
        session.declareTopics(statements);
        statements.forEach(s -> session.execute(s.statement()));
    }

    /** Whether the last statement was reached, or the text could not be read at all. */
    boolean atLast() {
        return last;
    }

    /** The text of the statement that was reached. */
    String statement() {
        return current == null ? "" : current.text();
    }

    /** Its line. */
    int line() {
        return current == null ? 1 : current.span().line();
    }
}
