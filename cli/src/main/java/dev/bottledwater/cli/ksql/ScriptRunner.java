// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.sql.error.SqlException;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs scripts: statement by statement, up to the first that fails. */
final class ScriptRunner {
    private final Session session;
    private final StatementRunner statements;
    private final LocalCommands commands;

    ScriptRunner(Session session) {
        this.session = session;
        this.statements = new StatementRunner(session);
        this.commands = new LocalCommands(session);
    }

    /**
     * Runs a text. Nothing runs when one of its statements isn't of the language.
     *
     * @throws StatementError when a statement fails; those before it have run
     */
    void run(String script) throws StatementError {
        run(script, "");
    }

    /**
     * @param where what the text is to its user, in front of errors; empty when they have only this
     *     one
     */
    private void run(String script, String where) throws StatementError {
        List<Piece> pieces;
        try {
            pieces = pieces(script);
            StatementRunner.check(pieces, script);
        } catch (StatementError wrong) {
            throw where.isEmpty() ? wrong : wrong.in(where);
        }
        for (Piece piece : pieces) {
            try {
                if (!commands.run(piece.text())) {
                    statements.run(piece, script, true);
                }
            } catch (StatementError failure) {
                // Places in what a server says count from the statement's beginning.
                throw where.isEmpty()
                        ? failure
                        : failure.in(
                                "%s, statement at line %d".formatted(where, piece.span().line()));
            }
        }
    }

    /**
     * Runs a file. What it SETs and DEFINEs doesn't outlive it, as the command RUN SCRIPT promises.
     *
     * @throws StatementError when the file can't be read or a statement fails
     */
    void runFile(Path file) throws StatementError {
        String script = read(file);
        Map<String, String> properties = new LinkedHashMap<>(session.properties());
        Map<String, String> variables = new LinkedHashMap<>(session.variables());
        try {
            run(script, file.toString());
        } finally {
            restore(session.properties(), properties);
            restore(session.variables(), variables);
        }
    }

    private static void restore(Map<String, String> map, Map<String, String> before) {
        map.clear();
        map.putAll(before);
    }

    private static String read(Path file) throws StatementError {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw new StatementError(
                    ExitCode.NO_INPUT, "There is no file %s.".formatted(file.toAbsolutePath()));
        } catch (MalformedInputException binary) {
            throw new StatementError(
                    ExitCode.NO_INPUT, "The file %s isn't UTF-8 text.".formatted(file));
        } catch (IOException unreadable) {
            throw new StatementError(
                    ExitCode.NO_INPUT,
                    "The file %s can't be read: %s.".formatted(file, unreadable.getMessage()));
        }
    }

    static List<Piece> pieces(String script) throws StatementError {
        try {
            return Piece.of(script);
        } catch (SqlException tooLong) {
            throw StatementError.of(tooLong, script);
        }
    }
}
