// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.parse.VariableSubstitution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be imported.
 *
 * @param problems what can't be, a sentence with its place each
 */
record ImportSource(List<CatalogStep> steps, List<String> problems) {

    /** A record of a command topic, or a line of a file of them. */
    record Line(String where, String text) {}

    /** Reads a file: SQL, or lines that each are a command. */
    static ImportSource of(String text) {
        if (!CommandRecord.looksLikeCommands(text)) {
            return ofSql(text);
        }
        var lines = text.lines().toList();
        var numbered = new ArrayList<Line>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                numbered.add(new Line("line " + (i + 1), lines.get(i)));
            }
        }
        return ofCommands(numbered);
    }

    /** Reads commands, and keeps what lives at their end. */
    static ImportSource ofCommands(List<Line> lines) {
        var living = new LivingStatements();
        var problems = new ArrayList<String>();
        for (var line : lines) {
            try {
                CommandRecord.of(line.text(), line.where()).ifPresent(living::take);
            } catch (IllegalArgumentException e) {
                problems.add("%s is no command: %s.".formatted(line.where(), e.getMessage()));
            }
        }
        problems.addAll(living.problems());
        return new ImportSource(living.steps(), problems);
    }

    private static ImportSource ofSql(String script) {
        var steps = new ArrayList<CatalogStep>();
        var problems = new ArrayList<String>();
        var properties = new TreeMap<String, Object>();
        var variables = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var piece : SqlParser.split(script)) {
            var where = "line " + piece.span().line();
            try {
                var text = VariableSubstitution.apply(piece.text(), variables);
                var statement = SqlParser.parseSingle(text);
                if (!inSession(statement, properties, variables)) {
                    steps.add(
                            new CatalogStep(
                                    where,
                                    statement,
                                    text,
                                    Map.copyOf(properties),
                                    CatalogStep.After.RUN));
                }
            } catch (SqlException e) {
                problems.add("%s: %s".formatted(where, e.getMessage()));
            }
        }
        return new ImportSource(steps, problems);
    }

    private static boolean inSession(
            Statement statement, Map<String, Object> properties, Map<String, String> variables) {
        switch (statement) {
            case SessionStatement.SetProperty set -> properties.put(set.name(), set.value());
            case SessionStatement.UnsetProperty unset -> properties.remove(unset.name());
            case SessionStatement.Define define ->
                    variables.put(define.name().text(), define.value());
            case SessionStatement.Undefine undefine -> variables.remove(undefine.name().text());
            default -> {
                return false;
            }
        }
        return true;
    }
}
