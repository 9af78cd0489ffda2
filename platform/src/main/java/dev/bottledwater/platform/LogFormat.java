// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.Locale;

/** How the server writes its log. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** An object a line, for what collects logs by field. */
    JSON;

    /** Returns what {@code BW_LOG_FORMAT} says; text where it says nothing that is known. */
    public static LogFormat of(ConfigVars vars) {
        return word(vars).equals("json") ? JSON : TEXT;
    }

    static void check(ConfigVars vars, Problems problems) {
        if (!word(vars).matches("|json|text")) {
            problems.error(
                    Variable.BW_LOG_FORMAT,
                    "BW_LOG_FORMAT is '%s', which is neither text nor json."
                            .formatted(ServerVars.shortened(word(vars))),
                    "Set BW_LOG_FORMAT=json for a JSON object per line, or unset it.");
        }
    }

    private static String word(ConfigVars vars) {
        return vars.get(Variable.BW_LOG_FORMAT)
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
