// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.parse.grammar.KsqlParser;

import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.misc.IntervalSet;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The words of the language, as the grammar has them. */
public final class Keywords {
    private static final Set<String> ALL = new TreeSet<>();
    private static final Set<String> RESERVED = new TreeSet<>();

    static {
        ATN atn = KsqlParser._ATN;
        IntervalSet names = atn.nextTokens(atn.ruleToStartState[KsqlParser.RULE_identifier]);
        for (int type = 1; type <= KsqlParser.VOCABULARY.getMaxTokenType(); type++) {
            String literal = KsqlParser.VOCABULARY.getLiteralName(type);
            if (literal != null && Character.isLetter(literal.charAt(1))) {
                String word = literal.substring(1, literal.length() - 1);
                ALL.add(word);
                if (!names.contains(type)) {
                    RESERVED.add(word);
                }
            }
        }
    }

    private Keywords() {}

    /** Every keyword in upper case, in alphabetical order. */
    public static Set<String> all() {
        return Set.copyOf(ALL);
    }

    /** Whether the word, in any case, is only a name when it is quoted. */
    public static boolean isReserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }
}
