// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.parse.StatementText;
import dev.bottledwater.sql.parse.VariableSubstitution;

import java.util.ArrayList;
import java.util.List;

/** The statements of a request's text, with variables replaced. */
public final class Script {
    private Script() {}

    /**
     * Parses a whole script before anything of it runs. Places are places in the script as it was
     * sent, and where variables were replaced, as it then is.
     *
     * @param session variables at its start; DEFINE and UNDEFINE in it change them for what follows
     * @param substitute whether variables are replaced at all
     * @throws dev.bottledwater.sql.error.SqlException when it isn't a script, or a variable isn't
     *     defined
     */
    public static List<ParsedStatement> parse(
            String script, RequestSession session, boolean substitute) {
        if (!substitute || !script.contains("${")) {
            return SqlParser.parseScript(script);
        }
        var statements = new ArrayList<ParsedStatement>();
        var current = session;
        for (StatementText piece : SqlParser.split(script)) {
            var placed = blank(script, piece.span().start()) + piece.text();
            for (var statement :
                    SqlParser.parseScript(
                            VariableSubstitution.apply(placed, current.variables()))) {
                statements.add(statement);
                current = after(statement, current);
            }
        }
        return List.copyOf(statements);
    }

    /** Nothing, but as long and with as many lines: so a statement keeps its place. */
    private static String blank(String script, int length) {
        var blank = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            blank.append(script.charAt(i) == '\n' ? '\n' : ' ');
        }
        return blank.toString();
    }

    private static RequestSession after(ParsedStatement statement, RequestSession session) {
        if (statement.statement() instanceof SessionStatement.Define define) {
            return session.withVariable(define.name().text(), define.value());
        }
        return statement.statement() instanceof SessionStatement.Undefine undefine
                ? session.withoutVariable(undefine.name().text())
                : session;
    }
}
