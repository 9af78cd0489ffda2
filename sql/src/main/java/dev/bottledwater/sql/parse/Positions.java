// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.SourceSpan;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Places of tokens in a text. ANTLR counts code points; a {@link SourceSpan} counts UTF-16 units as
 * Java's strings do, which only differs where a text has characters outside the basic plane.
 */
final class Positions {
    private final String text;
    private final boolean codePointsAreUnits;

    Positions(String text) {
        this.text = text;
        codePointsAreUnits = text.codePointCount(0, text.length()) == text.length();
    }

    SourceSpan of(Token token) {
        int start = unit(token.getStartIndex());
        int end = token.getType() == Token.EOF ? start : unit(token.getStopIndex() + 1);
        int column =
                codePointsAreUnits
                        ? token.getCharPositionInLine() + 1
                        : start - text.lastIndexOf('\n', start - 1);
        return new SourceSpan(token.getLine(), column, start, Math.max(start, end));
    }

    SourceSpan of(ParserRuleContext context) {
        Token stop = context.getStop();
        SourceSpan first = of(context.getStart());
        // a rule that matched nothing stops before it starts
        return stop == null || stop.getStartIndex() < context.getStart().getStartIndex()
                ? new SourceSpan(first.line(), first.column(), first.start(), first.start())
                : first.to(of(stop));
    }

    String text(SourceSpan span) {
        return text.substring(span.start(), span.end());
    }

    private int unit(int codePoint) {
        return codePointsAreUnits ? codePoint : text.offsetByCodePoints(0, codePoint);
    }
}
