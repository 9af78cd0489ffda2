// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.parse.StatementText;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement as it stands in a script.
 *
 * @param text with its {@code ;}
 * @param span where it stood
 * @param vertical whether it ended with {@code \G}: its rows are printed one value a line
 */
record Piece(String text, SourceSpan span, boolean vertical) {
    private static final Pattern VERTICAL = Pattern.compile("\\\\G\\s*;?\\s*$");

    /** Returns the statements of a script; the last one may go without its {@code ;}. */
    static List<Piece> of(String script) {
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
     * The statement where it stood, with blanks in the place of all before it: its places are those
     * of the script.
     */
    String inPlace(String script) {
        return script.substring(0, span.start()).replaceAll("[^\n]", " ") + text;
    }
}
