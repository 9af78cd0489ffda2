// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.grammar.KsqlParser.IdentifierContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.NameOrStringContext;

import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes identifiers and strings of their tokens. */
final class Names {
    private final Positions positions;

    Names(Positions positions) {
        this.positions = positions;
    }

    Identifier identifier(IdentifierContext context) {
        SourceSpan span = positions.of(context);
        String text = context.getText();
        if (context.BACKQUOTED_IDENTIFIER() == null && context.QUOTED_IDENTIFIER() == null) {
            return Identifier.unquoted(text, span);
        }
        String name = unquote(text);
        if (name.isEmpty()) {
            throw new SqlException(
                    ErrorCode.SYNTAX,
                    "line %d:%d: Syntax Error\nA name can't be empty"
                            .formatted(span.line(), span.column()),
                    span,
                    "Write a name between the quotes.");
        }
        return new Identifier(name, true, span);
    }

    /** A name that is an identifier or a string; the string is taken as it stands. */
    Identifier identifier(NameOrStringContext context) {
        if (context.identifier() != null) {
            return identifier(context.identifier());
        }
        SourceSpan span = positions.of(context);
        String name = string(context.STRING());
        if (name.isEmpty()) {
            throw new SqlException(
                    ErrorCode.SYNTAX,
                    "line %d:%d: Syntax Error\nA name can't be empty"
                            .formatted(span.line(), span.column()),
                    span,
                    "Write a name between the quotes.");
        }
        return new Identifier(name, true, span);
    }

    /** A name whose case counts even without quotes: that of a topic or a subject. */
    String verbatim(NameOrStringContext context) {
        Identifier name = identifier(context);
        return name.quoted() ? name.text() : context.getText();
    }

    static String string(TerminalNode node) {
        return unquote(node.getText());
    }

    private static String unquote(String text) {
        String quote = text.substring(0, 1);
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }
}
