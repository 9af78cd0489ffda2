// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.error;

import dev.bottledwater.sql.ast.SourceSpan;

import org.jspecify.annotations.Nullable;

/**
 * An error as text for people: the message, the line it is about with a caret under the place, the
 * hint and the code.
 *
 * <pre>
 * line 1:8: Syntax Error
 * Expecting {'FROM'}
 *   |
 * 1 | SELECT X FORM ORDERS;
 *   |          ^^^^
 * Hint: Did you mean 'FROM'?
 * Code: BW-1001
 * </pre>
 */
public final class ErrorRenderer {
    private static final int WIDEST_LINE = 120;

    private ErrorRenderer() {}

    /**
     * Renders an error.
     *
     * @param error the error
     * @param sourceText the text that its place refers to: the script that was parsed
     * @return lines divided by {@code \n}, without one at the end
     */
    public static String render(SqlException error, String sourceText) {
        String text =
                render(
                        error.message(),
                        error.span().orElse(null),
                        error.hint().orElse(null),
                        sourceText);
        return text + "\nCode: " + error.code().id();
    }

    /**
     * Renders an error that came in its parts, as from a server.
     *
     * @param message what is wrong
     * @param span the place it is about; null when it is about none
     * @param hint what to do about it; null when there is nothing to say
     * @param sourceText the text that the place refers to
     * @return lines divided by {@code \n}, without one at the end
     */
    public static String render(
            String message, @Nullable SourceSpan span, @Nullable String hint, String sourceText) {
        StringBuilder out = new StringBuilder(message);
        if (span != null) {
            excerpt(out, span, sourceText);
        }
        if (hint != null && !message.contains(hint)) {
            out.append("\nHint: ").append(hint);
        }
        return out.toString();
    }

    private static void excerpt(StringBuilder out, SourceSpan span, String text) {
        if (span.start() > text.length()) {
            return;
        }
        int lineStart = text.lastIndexOf('\n', span.start() - 1) + 1;
        int newline = text.indexOf('\n', span.start());
        int lineEnd = newline < 0 ? text.length() : newline;
        int from = lineStart;
        int to = lineEnd;
        if (to - from > WIDEST_LINE) {
            from = Math.max(lineStart, span.start() - WIDEST_LINE / 2);
            to = Math.min(lineEnd, from + WIDEST_LINE);
        }
        String number = Integer.toString(span.line());
        String margin = " ".repeat(number.length());
        String cut = from > lineStart ? "…" : "";
        String line = cut + text.substring(from, to) + (to < lineEnd ? "…" : "");
        out.append('\n').append(margin).append(" |");
        out.append('\n').append(number).append(" | ").append(printable(line));
        out.append('\n').append(margin).append(" | ");
        out.append(blank(cut + text.substring(from, span.start())));
        int end = Math.clamp(span.end(), span.start(), to);
        out.repeat("^", Math.max(1, width(text.substring(span.start(), end))));
    }

    /**
     * As wide as the text, with its tabs, so that what follows stands under what follows the text.
     */
    private static String blank(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c == '\t') {
                                out.append('\t');
                            } else {
                                out.repeat(' ', width(c));
                            }
                        });
        return out.toString();
    }

    private static int width(String text) {
        return text.codePoints().map(ErrorRenderer::width).sum();
    }

    /**
     * How many columns a terminal gives a character: none for marks on the one before, two for
     * those of East Asian scripts and for emoji (Unicode, annex 11).
     */
    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide =
                (c >= 0x1100 && c <= 0x115F)
                        || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
                        || (c >= 0xAC00 && c <= 0xD7A3)
                        || (c >= 0xF900 && c <= 0xFAFF)
                        || (c >= 0xFE30 && c <= 0xFE6F)
                        || (c >= 0xFF00 && c <= 0xFF60)
                        || (c >= 0xFFE0 && c <= 0xFFE6)
                        || (c >= 0x1F300 && c <= 0x1F64F)
                        || (c >= 0x1F900 && c <= 0x1F9FF)
                        || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /**
     * Without characters that would move the cursor: a statement must not drive the terminal of who
     * reads its error.
     */
    private static String printable(String line) {
        StringBuilder out = new StringBuilder();
        line.codePoints()
                .forEach(
                        c -> out.appendCodePoint(Character.isISOControl(c) && c != '\t' ? ' ' : c));
        return out.toString();
    }
}
