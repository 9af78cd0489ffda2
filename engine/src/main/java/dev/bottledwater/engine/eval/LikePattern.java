// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import org.jspecify.annotations.Nullable;

/**
 * A pattern of LIKE: {@code %} is any run of characters, {@code _} one character, the pattern
 * covers the whole text.
 */
@FunctionalInterface
public interface LikePattern {
    /** In place of an escape character where there is none. */
    int NO_ESCAPE = -1;

    boolean matches(String text);

    /** A pattern that is known; cheap for those that begin or end with {@code %}. */
    static LikePattern of(String pattern, @Nullable Character escape) {
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

    /**
     * Whether a text matches. Matches greedily and goes back to the last {@code %} only, which
     * suffices for LIKE.
     *
     * @param escape a UTF-16 unit or {@link #NO_ESCAPE}
     */
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
