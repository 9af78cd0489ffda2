// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.sql.parse.Keywords;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours keywords, strings and comments while they are typed. */
final class StatementHighlighter implements Highlighter {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<comment>--[^\n]*|/\\*.*?(\\*/|\\z))|(?<string>'[^']*'?)|(?<quoted>`[^`]*`?|\"[^\"]*\"?)|(?<word>[A-Za-z_][A-Za-z0-9_]*)",
                    Pattern.DOTALL);
    private static final AttributedStyle KEYWORD =
            AttributedStyle.BOLD.foreground(AttributedStyle.BLUE);
    private static final AttributedStyle STRING =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle COMMENT =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT);

    private final Set<String> keywords = Keywords.all();

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        Matcher matcher = TOKEN.matcher(buffer);
        int end = 0;
        while (matcher.find()) {
            out.append(buffer.substring(end, matcher.start()));
            out.styled(style(matcher), matcher.group());
            end = matcher.end();
        }
        return out.append(buffer.substring(end)).toAttributedString();
    }

    private AttributedStyle style(Matcher token) {
        if (token.group("comment") != null) {
            return COMMENT;
        }
        if (token.group("string") != null) {
            return STRING;
        }
        String word = token.group("word");
        return word != null && keywords.contains(word.toUpperCase(Locale.ROOT))
                ? KEYWORD
                : AttributedStyle.DEFAULT;
    }
}
