// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.ksql.Piece;
import dev.bottledwater.cli.ksql.StatementError;
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

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The statements of a file, checked.
 *
 * @param fileName for people
 * @param text of the whole file
 * @param steps in order, at least one
 */
record MigrationScript(String fileName, String text, List<Step> steps) {

    /**
     * A statement.
     *
     * @param number from 1, SET and DEFINE included
     * @param piece as it stands in the file
     * @param statement with its variables replaced
     */
    record Step(int number, Piece piece, Statement statement) {
        int line() {
            return piece.span().line();
        }

        /** Whether it only concerns the file, so that no server sees it. */
        boolean local() {
            return statement instanceof SessionStatement;
        }
    }

    /**
     * Reads a file's statements as they would run: DEFINEs take effect on those behind them.
     *
     * @param variables values that DEFINEs of the file may replace
     * @throws CommandFailedException when one isn't of the language, isn't for migrations, or uses
     *     a variable without a value
     */
    static MigrationScript of(Path path, String text, Map<String, String> variables) {
        String fileName = MigrationFile.fileName(path);
        Map<String, String> defined = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        defined.putAll(variables);
        List<Step> steps = new ArrayList<>();
        for (Piece piece : pieces(fileName, text)) {
            try {
                Statement statement = piece.parse(text, defined);
                String reason = refusal(statement);
                if (reason != null) {
                    throw new StatementError(
                            "%s isn't for migrations: %s.".formatted(words(piece.text()), reason));
                }
                if (statement instanceof SessionStatement.Define define) {
                    defined.put(define.name().text(), define.value());
                } else if (statement instanceof SessionStatement.Undefine undefine) {
                    defined.remove(undefine.name().text());
                }
                steps.add(new Step(steps.size() + 1, piece, statement));
            } catch (StatementError wrong) {
                throw new CommandFailedException(
                        ExitCode.FAILED,
                        "%s, statement at line %d:\n%s"
                                .formatted(fileName, piece.span().line(), wrong.message()),
                        wrong);
            }
        }
        if (steps.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.FAILED, "%s holds no statement.".formatted(fileName));
        }
        return new MigrationScript(fileName, text, List.copyOf(steps));
    }

    private static List<Piece> pieces(String fileName, String text) {
        try {
            return Piece.of(text);
        } catch (SqlException tooLong) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "%s: %s".formatted(fileName, StatementError.of(tooLong, text).message()),
                    tooLong);
        }
    }

    private static @Nullable String refusal(Statement statement) {
        return switch (statement) {
            case SourceStatement _, TypeStatement _, QueryControl _, AssertStatement _ -> null;
            case ConnectorStatement.CreateConnector _, ConnectorStatement.DropConnector _ -> null;
            case DataStatement.InsertSelect _, DataStatement.InsertValues _ -> null;
            case DataStatement.Select _,
                    DataStatement.PrintTopic _,
                    InspectionStatement _,
                    ConnectorStatement.DescribeConnector _ ->
                    "it changes nothing, and nobody reads its answer";
            case SessionStatement.SetProperty _,
                    SessionStatement.UnsetProperty _,
                    SessionStatement.Define _,
                    SessionStatement.Undefine _ ->
                    null;
            case SessionStatement.AlterSystem _ -> "settings of the server are config vars";
            case SessionStatement.RunScript _ ->
                    "changes of the other file would go unnoticed; write its statements here";
        };
    }

    private static String words(String text) {
        return text.strip().split("\\s+", 2)[0].replaceAll(";$", "").toUpperCase(Locale.ROOT);
    }

    /** Returns what tells whether the statements in front of one have been changed since. */
    String checksumBefore(int number) {
        StringBuilder before = new StringBuilder();
        steps.stream()
                .filter(step -> step.number() < number)
                .forEach(step -> before.append(step.piece().text()).append('\n'));
        return MigrationFile.checksum(before.toString());
    }
}
