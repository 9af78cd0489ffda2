// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import dev.bottledwater.sql.parse.Keywords;

import java.util.regex.Pattern;

/** Names and strings as they are written. */
final class Identifiers {
    private static final Pattern UPPER = Pattern.compile("[A-Z_][A-Z0-9_]*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Identifiers() {}

    /** A name, in back quotes when folding or the grammar would take it for something else. */
    static String name(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    /** A name whose case counts even without quotes. */
    static String verbatim(String text) {
        return WORD.matcher(text).matches() && !Keywords.isReserved(text) ? text : quoted(text);
    }

    static boolean isPlain(String text) {
        return UPPER.matcher(text).matches() && !Keywords.isReserved(text);
    }

    static String quoted(String text) {
        return "`" + text.replace("`", "``") + "`";
    }

    static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
