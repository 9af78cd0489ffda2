// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.parse.StatementText;
import dev.bottledwater.sql.parse.VariableSubstitution;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A statement as it stands in a script.
 *
 * @param text with its {@code ;}
 * @param span where it stood
 * @param vertical whether it ended with {@code \G}: its rows are printed one value a line
 */
public record Piece(String text, SourceSpan span, boolean vertical) {
    private static final Pattern VERTICAL = Pattern.compile("\\\\G\\s*;?\\s*$");

    /** Returns the statements of a script; the last one may go without its {@code ;}. */
    public static List<Piece> of(String script) {
        return SqlParser.split(script).stream().map(Piece::of).toList();
    }

    /** Whether the text ends where a statement does, so that nothing more needs to be typed. */
    static boolean ended(String text) {
        List<StatementText> statements = SqlParser.split(text);
        return statements.isEmpty()
                || statements.getLast().complete()
                || VERTICAL.matcher(statements.getLast().text()).find();
    }

    private static Piece of(StatementText statement) {
        String text = statement.text();
        boolean vertical = VERTICAL.matcher(text).find();
        if (vertical) {
            return new Piece(VERTICAL.matcher(text).replaceFirst(";"), statement.span(), true);
        }
        return new Piece(statement.complete() ? text : text + ";", statement.span(), false);
    }

    /**
     * Returns the statement.
     *
     * @param script the text that the piece is of, for places in errors
     * @param variables values of <code>${name}</code>
     * @throws StatementError when it isn't of the language, or a variable has no value
     */
    public Statement parse(String script, Map<String, String> variables) throws StatementError {
        String whole;
        try {
            whole = VariableSubstitution.apply(text, variables);
        } catch (SqlException undefined) {
            throw StatementError.of(undefined, text);
        }
        try {
            return SqlParser.parseSingle(whole);
        } catch (SqlException wrong) {
            throw whole.equals(text) ? located(wrong, script) : StatementError.of(wrong, whole);
        }
    }

    /** The error again, with its place in the whole script. */
    StatementError located(SqlException wrong, String script) {
        try {
            SqlParser.parseSingle(inPlace(script));
        } catch (SqlException again) {
            return StatementError.of(again, script);
        }
        return StatementError.of(wrong, text);
    }

    /** Returns a name of the statement in the case that it was written in. */
    public String asWritten(Identifier name) {
        boolean inside = !name.span().isNone() && name.span().end() <= text.length();
        String written =
                inside ? text.substring(name.span().start(), name.span().end()) : name.text();
        return written.equalsIgnoreCase(name.text()) ? written : name.text();
    }

    /**
     * The statement where it stood, with blanks in the place of all before it: its places are those
     * of the script.
     */
    String inPlace(String script) {
        return script.substring(0, span.start()).replaceAll("[^\n]", " ") + text;
    }
}
