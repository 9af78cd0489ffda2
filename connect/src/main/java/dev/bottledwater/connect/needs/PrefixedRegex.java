// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import java.util.regex.Pattern;

/**
 * Regular expressions over topics' names, which users write without the prefix and which must match
 * names that have it.
 *
 * @param prefix its dot included; not empty
 */
record PrefixedRegex(String prefix) {

    /**
     * Returns one that matches the whole of a name with the prefix where the given one matches the
     * rest; one that speaks of the prefix itself, escaped or not, is returned as it is. Groups keep
     * their numbers.
     */
    String of(String regex) {
        if (knowsPrefix(regex)) {
            return regex;
        }
        String quoted = Pattern.quote(prefix);
        return quoted + "(?:" + anchoredBehind(regex, "(?<=\\A" + quoted + ")") + ")";
    }

    /** Whether its user thought of the prefix. */
    boolean knowsPrefix(String regex) {
        return plain(regex).contains(prefix);
    }

    /** Whether it begins with the prefix, so that no group holds any of it. */
    boolean beginsWithPrefix(String regex) {
        return plain(regex).startsWith(prefix);
    }

    /** Without what escapes letters and anchors to the beginning. */
    private static String plain(String regex) {
        return regex.replaceAll("\\\\[QEA]", "")
                .replaceAll("\\\\(?=[^A-Za-z0-9])", "")
                .replaceFirst("^\\^", "");
    }

    /** The beginning of a name, as its user knows it, is behind the prefix. */
    private static String anchoredBehind(String regex, String behind) {
        StringBuilder anchored = new StringBuilder();
        int classes = 0;
        for (int i = 0; i < regex.length(); i++) {
            char letter = regex.charAt(i);
            if (letter == '\\' && i + 1 < regex.length()) {
                int end = i + 2;
                if (regex.charAt(i + 1) == 'Q') {
                    int closing = regex.indexOf("\\E", end);
                    end = closing < 0 ? regex.length() : closing + 2;
                }
                anchored.append(
                        classes == 0 && regex.startsWith("\\A", i)
                                ? behind
                                : regex.substring(i, end));
                i = end - 1;
            } else if (letter == '^' && classes == 0) {
                anchored.append(behind);
            } else {
                if (letter == '[') {
                    classes++;
                } else if (letter == ']' && classes > 0) {
                    classes--;
                }
                anchored.append(letter);
            }
        }
        return anchored.toString();
    }
}
