// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.ir.TypedExpression;

import org.jspecify.annotations.Nullable;

/**
 * LIKE: {@code %} is any run of characters, {@code _} one character, the pattern covers the whole
 * text, and a null gives null.
 */
final class LikeNodes {
    private static final int NO_ESCAPE = -1;

    private LikeNodes() {}

    private interface Matcher {
        boolean matches(String text);
    }

    static Evaluator of(
            Evaluator value,
            TypedExpression patternExpression,
            Evaluator pattern,
            @Nullable Character escape) {
        if (patternExpression instanceof TypedExpression.Literal(String constant, _)) {
            var matcher = matcher(constant, escape);
            return (row, errors) -> {
                @Nullable Object text = value.evaluate(row, errors);
                return text == null ? null : (Object) matcher.matches((String) text);
            };
        }
        int escapeChar = escape == null ? NO_ESCAPE : escape;
        return (row, errors) -> {
            @Nullable Object text = value.evaluate(row, errors);
            @Nullable Object p = pattern.evaluate(row, errors);
            return text == null || p == null
                    ? null
                    : (Object) matches((String) text, (String) p, escapeChar);
        };
    }

    private static Matcher matcher(String pattern, @Nullable Character escape) {
        int last = pattern.length() - 1;
        if (escape == null && pattern.indexOf('_') < 0 && last >= 0) {
            var core = pattern.replace("%", "");
            if (pattern.equals(core)) {
                return pattern::equals;
            }
            if (pattern.equals(core + "%")) {
                return text -> text.startsWith(core);
            }
            if (pattern.equals("%" + core)) {
                return text -> text.endsWith(core);
            }
            if (pattern.equals("%" + core + "%")) {
                return text -> text.contains(core);
            }
        }
        int escapeChar = escape == null ? NO_ESCAPE : escape;
        return text -> matches(text, pattern, escapeChar);
    }

    /** Matches greedily and goes back to the last {@code %} only, which suffices for LIKE. */
    static boolean matches(String text, String pattern, int escape) {
        int t = 0;
        int p = 0;
        int retryPattern = -1;
        int retryText = 0;
        while (t < text.length()) {
            if (p < pattern.length()) {
                int c = pattern.codePointAt(p);
                if (c == escape && p + 1 < pattern.length()) {
                    int literal = pattern.codePointAt(p + 1);
                    if (literal == text.codePointAt(t)) {
                        p += 1 + Character.charCount(literal);
                        t += Character.charCount(literal);
                        continue;
                    }
                } else if (c == '%') {
                    retryPattern = ++p;
                    retryText = t;
                    continue;
                } else if (c == '_' || c == text.codePointAt(t)) {
                    t += Character.charCount(text.codePointAt(t));
                    p += Character.charCount(c);
                    continue;
                }
            }
            if (retryPattern < 0) {
                return false;
            }
            p = retryPattern;
            retryText += Character.charCount(text.codePointAt(retryText));
            t = retryText;
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }
}
